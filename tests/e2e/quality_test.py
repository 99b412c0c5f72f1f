"""Memories that warn of slips in what is written to them."""

import unittest

from support import DONE, USAGE, TestCase, run_client


class QualityTest(TestCase):

    def setUp(self):
        super().setUp()
        self.db = ("--db", self.folder / "memory.db")

    def client(self, *arguments, code=DONE, **more):
        return self.expect(run_client(*self.db, *arguments, **more), code)

    def add(self, source, target, *options):
        return self.client(*options, "add", "--from", "en", "--to", "ko",
                           source, target)

    def test_only_memories_that_want_it_warn(self):
        slip = ("Exports rose by 12.3 percent", "수출이 늘었다")
        self.client("memory", "create", "default")
        self.assertEqual(self.add(*slip).err, "")
        shown = self.client("--json", "memory", "update", "default",
                            "--check-quality", "yes").json
        self.assertTrue(shown["checks_quality"])
        warned = self.add(*slip)
        self.assertIn("warning: ko lacks the number 12.3", warned.err)
        self.assertEqual(self.add(*slip, "--json").json["warnings"],
                         [{"issue": "missing_number",
                           "source_language": "en", "target_language": "ko",
                           "message": "ko lacks the number 12.3"}])
        self.assertEqual(self.add("Exports rose by 3", "수출 3 증가").err, "")
        self.client("memory", "update", "default", "--check-quality", "no")
        self.assertEqual(self.add(*slip).err, "")

    def test_of_a_table(self):
        self.client("memory", "create", "default", "--check-quality", "yes")
        table = "One\t하나\nGood morning\tGood morning\n"
        added = self.client("--json", "add", "--from", "en", "--to", "ko",
                            stdin=table).json
        self.assertEqual((added["added"], added["rejected"]), (2, 0))
        self.assertEqual([(w["line"], w["issue"]) for w in added["warnings"]],
                         [(2, "source_equals_target")])
        shown = self.client("add", "--from", "en", "--to", "zh",
                            stdin="Good evening\t안녕하세요\n")
        self.assertIn("stdin:1: warning: zh is not in the script", shown.err)

    def test_changing_a_memory(self):
        self.client("memory", "create", "press", "--description", "News",
                    "--penalty", "2")
        shown = self.client("--json", "memory", "update", "press",
                            "--penalty", "0", "--display-name", "보도").json
        self.assertEqual((shown["default_penalty"], shown["display_name"],
                          shown["description"]), (0, "보도", "News"))
        self.assertIn("options", self.client("memory", "update", "press",
                                             code=USAGE).err)
        self.client("memory", "update", "press", "--check-quality", "maybe",
                    code=USAGE)


if __name__ == "__main__":
    unittest.main()
