"""TMX files of many tools, and hostile XML, through the real programs. They
are not part of the project: skipped where they are not at hand."""

import unittest

from support import DONE, ERROR, EXTRA_DATA, ServerTestCase

TMX_FOLDER = EXTRA_DATA / "tmx"


@unittest.skipUnless(TMX_FOLDER.is_dir(), f"{TMX_FOLDER} is not there")
class TmxFilesTest(ServerTestCase):

    def import_file(self, path):
        return self.client("--json", "import", path, "--memory", "files",
                           "--create")

    def test_every_tool(self):
        files = sorted(path for path in TMX_FOLDER.rglob("*.tmx"))
        self.assertGreater(len(files), 10)
        for path in files:
            with self.subTest(path.relative_to(TMX_FOLDER)):
                result = self.import_file(path)
                report = result.json
                name = path.relative_to(TMX_FOLDER)
                print(f"{name}: {report['read']} read, "
                      f"{report['rejected']} rejected, exit {result.code}")
                self.assertIn(result.code, (DONE, ERROR))
                for problem in report["problems"]:
                    self.assertTrue(problem["reason"], problem)
                    self.assertTrue(problem["message"], problem)

    def test_hostile_files(self):
        for path in sorted((TMX_FOLDER / "xml-hostile").iterdir()):
            with self.subTest(path.name):
                result = self.import_file(path)
                self.expect(result, ERROR)
                report = result.json
                self.assertEqual(report["added"], 0)
                self.assertEqual(report["problems"][-1]["reason"],
                                 "TMX_MALFORMED")


if __name__ == "__main__":
    unittest.main()
