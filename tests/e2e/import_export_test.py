"""TMX in and out through the client."""

import gzip
import io
import os
import stat
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from support import (CLIENT, DONE, ERROR, NOTHING_FOUND, SAMPLE, SAMPLE_UNITS,
                     TIMEOUT_SECONDS, ServerTestCase, client_environment,
                     run_client, sample_rows)

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1"
 segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="xml"/>
<body>
{}
</body></tmx>
"""


def unit(number, target="번역"):
    return (f'<tu tuid="{number}"><tuv xml:lang="en"><seg>Sentence number '
            f'{number} of the file.</seg></tuv><tuv xml:lang="ko"><seg>'
            f"{target} {number}.</seg></tuv></tu>")


def tmx(*units):
    return TMX.format("\n".join(units))


class ImportTest(ServerTestCase):

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes)
                         else content.encode())
        return path

    def imported(self, *arguments, code=DONE, **options):
        return self.expect(
            self.client("--json", "import", "--create", *arguments, **options),
            code).json

    def test_press_sample(self):
        report = self.imported(SAMPLE, "--memory", "sample")
        self.assertEqual(list(report)[:5],
                         ["read", "added", "merged", "rejected", "problems"])
        self.assertEqual((report["read"], report["added"],
                          report["rejected"], report["problems"]),
                         (SAMPLE_UNITS, SAMPLE_UNITS, 0, []))
        self.assertTrue(report["complete"])
        again = self.imported(SAMPLE, "--memory", "sample")
        self.assertEqual((again["added"], again["merged"]),
                         (0, SAMPLE_UNITS))

    def test_text_report(self):
        result = self.expect(
            self.client("import", "--memory", "text", "--create",
                        self.write("a.tmx", tmx(unit(1))),
                        self.write("b.tmx", tmx(unit(2), unit(3)))), DONE)
        lines = result.out.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertIn("a.tmx: 1 read, 1 added", lines[0])
        self.assertIn("b.tmx: 2 read, 2 added", lines[1])
        self.assertIn("total: 3 read, 3 added", lines[2])

    def test_compressed_files_and_stdin(self):
        plain = tmx(*[unit(k) for k in range(500)]).encode()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("news/one.tmx", tmx(unit(1001), unit(1002)))
            packed.writestr("readme.txt", "no TMX")
            packed.writestr("news/two.tmx", tmx(unit(1003)))
        rows = {
            "gzip": (["--memory", "packed",
                      self.write("a.tmx.gz", gzip.compress(plain))], {}, 500),
            "zip": (["--memory", "packed",
                     self.write("a.zip", archive.getvalue())], {}, 3),
            "stdin": (["--memory", "piped", "-"], {"stdin": plain}, 500),
            "gzip on stdin": (["--memory", "piped-gz", "-"],
                              {"stdin": gzip.compress(plain)}, 500),
        }
        for name, (arguments, options, units) in rows.items():
            with self.subTest(name):
                report = self.imported(*arguments, **options)
                self.assertEqual(report["added"], units)

    def test_damaged_archives_give_what_came_before(self):
        plain = tmx(*[unit(k, str(k * 2654435761)) for k in range(2000)])
        packed = gzip.compress(plain.encode())
        wrong_sum = bytearray(packed)
        wrong_sum[-8] ^= 1
        # Content, options, the least and the most that is stored.
        rows = {"cut": (packed[:len(packed) // 2], [], 500, 1500),
                "sum": (bytes(wrong_sum), [], 2000, 2000),
                "cut-atomic": (packed[:len(packed) // 2], ["--atomic"], 0, 0),
                "sum-atomic": (bytes(wrong_sum), ["--atomic"], 0, 0),
                "sum-strict": (bytes(wrong_sum), ["--strict"], 0, 0)}
        for name, (content, options, least, most) in rows.items():
            with self.subTest(name):
                path = self.write(name + ".tmx.gz", content)
                report = self.imported(path, "--memory", name, *options,
                                       code=ERROR)
                self.assertFalse(report["complete"])
                stored = self.client("--json", "memory", "show",
                                     name).json["translation_units"]
                self.assertTrue(least <= stored <= most, stored)
                self.assertEqual(len(report["problems"]), 1, report)
                problem = report["problems"][0]
                self.assertEqual((problem["kind"], problem["reason"]),
                                 ("malformed_file", "FILE_MALFORMED"))
                self.assertIn("cannot unpack", problem["message"])
                if name == "cut":
                    self.assertGreater(problem["line"], 500)

    def test_archives_in_archives_are_named(self):
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("a.tmx.gz", gzip.compress(tmx(unit(1)).encode()))
            packed.writestr("b.tmx", tmx(unit(2)))
        path = self.write("nested.zip", archive.getvalue())
        result = self.expect(self.client("import", path, "--memory", "nested",
                                         "--create"), ERROR)
        self.assertIn("nested.zip:a.tmx.gz: is packed once more", result.err)
        self.assertIn("b.tmx: 1 read, 1 added", result.out)

    def test_bad_units_do_not_lose_the_others(self):
        path = self.write("bad.tmx", tmx(
            unit(1),
            '<tu tuid="empty"><tuv xml:lang="en"><seg></seg></tuv>'
            '<tuv xml:lang="ko"><seg> </seg></tuv></tu>',
            '<tu tuid="tongue"><tuv xml:lang="xx-nowhere-at-all-"><seg>A</seg>'
            '</tuv><tuv xml:lang="ko"><seg>B</seg></tuv></tu>',
            '<tu tuid="long"><tuv xml:lang="en"><seg>' + "x" * 70_000 +
            '</seg></tuv><tuv xml:lang="ko"><seg>B</seg></tuv></tu>',
            unit(2)))
        result = self.expect(self.client("--json", "import", "--create",
                                         "--memory", "bad", path), DONE)
        report = result.json
        self.assertEqual(report["added"], 2)
        self.assertEqual(report["rejected"], 3)
        self.assertIn("rejected", result.err)
        lines = [problem["line"] for problem in report["problems"]]
        self.assertEqual(lines, [6, 7, 8])
        self.assertEqual(
            [problem["reason"] for problem in report["problems"]],
            ["SEGMENT_EMPTY", "UNKNOWN_LANGUAGE", "SEGMENT_TOO_LONG"])
        for problem in report["problems"]:
            self.assertEqual(problem["kind"], "rejected_unit")
            self.assertNotEqual(problem["message"], "")
        text = self.expect(self.client("import", "--memory", "bad", path),
                           DONE)
        self.assertIn("bad.tmx:6: The segment is empty. (en; unit empty)",
                      text.err)

    def test_rules(self):
        first = self.write("first.tmx", tmx(unit(1, "처음")))
        second = self.write("second.tmx", tmx(unit(1, "나중")))
        rows = {"keep-all": 2, "replace-same-source": 1, "skip-existing": 1}
        for rule, count in rows.items():
            with self.subTest(rule):
                memory = "rule-" + rule
                self.imported(first, "--memory", memory)
                self.imported(second, "--memory", memory, "--rule", rule)
                shown = self.client("--json", "memory", "show", memory).json
                self.assertEqual(shown["translation_units"], count)

    def test_dry_run_stores_nothing(self):
        report = self.imported(SAMPLE, "--memory", "dry", "--dry-run")
        self.assertTrue(report["dry_run"])
        self.assertEqual((report["read"], report["valid"], report["added"]),
                         (SAMPLE_UNITS, SAMPLE_UNITS, SAMPLE_UNITS))
        self.expect(self.client("memory", "show", "dry"), NOTHING_FOUND)
        self.imported(SAMPLE, "--memory", "dry")
        again = self.imported(SAMPLE, "--memory", "dry", "--dry-run")
        self.assertEqual((again["added"], again["merged"]), (0, SAMPLE_UNITS))
        missing = self.folder / "missing.db"
        self.expect(run_client("--db", missing, "import", "--dry-run", SAMPLE),
                    DONE)
        self.assertFalse(missing.exists())

    def test_unknown_memory_ends_before_the_input_does(self):
        reader, writer = os.pipe()
        with os.fdopen(writer, "wb"):
            process = subprocess.Popen(
                [CLIENT, "--server", self.server.address, "import", "-",
                 "--memory", "nowhere"], stdin=reader, stderr=subprocess.PIPE,
                env=client_environment())
            os.close(reader)
            _, err = process.communicate(timeout=TIMEOUT_SECONDS)
        self.assertEqual(process.returncode, ERROR)
        self.assertIn("nowhere", err.decode())
        self.assertIn("--create", err.decode())


class ExportTest(ServerTestCase):

    def export(self, *arguments):
        return self.expect(self.client("export", *arguments), DONE).out

    def test_holds_what_was_imported(self):
        root = ElementTree.fromstring(self.export().encode())
        units = root.findall("./body/tu")
        self.assertEqual(len(units), SAMPLE_UNITS)
        for row, element in zip(sample_rows(), units):
            texts = {tuv.get(XML_LANG): tuv.findtext("seg")
                     for tuv in element.findall("tuv")}
            self.assertEqual(texts, {"en": row["en"], "zh-CN": row["zh"],
                                     "ko": row["ko"]})
            self.assertEqual(element.get("tuid"), row["id"])

    def test_round_trip_into_another_memory(self):
        first = self.export()
        path = self.folder / "first.tmx"
        path.write_text(first, encoding="utf-8")
        self.expect(self.client("import", path, "--memory", "copy",
                                "--create"), DONE)
        self.assertEqual(self.export("--memory", "copy"), first)

    def test_units_of_one_language_come_back(self):
        self.expect(self.client("memory", "create", "lone"), DONE)
        for variants in (["en=Alone"], ["en=Colour", "en-US=Color"]):
            self.expect(self.client(
                "add", "--memory", "lone",
                *[part for v in variants for part in ("--variant", v)]), DONE)
        first = self.export("--memory", "lone")
        for name, options in (("lone.tmx", ()), ("lone.jsonl", ()),
                              ("lone.csv", ())):
            with self.subTest(name):
                path = self.folder / name
                copy = "lone-" + path.suffix[1:]
                self.export(path, "--memory", "lone")
                report = self.expect(
                    self.client("--json", "import", path, "--memory", copy,
                                "--create", "--strict"), DONE).json
                self.assertEqual((report["added"], report["problems"]),
                                 (2, []), report)
                self.assertEqual(self.export("--memory", copy), first)

    def test_into_a_file(self):
        path = self.folder / "out.tmx"
        mask = os.umask(0o022)
        os.umask(mask)
        result = self.expect(self.client("--json", "export", path), DONE)
        self.assertEqual(result.json["bytes"], path.stat().st_size)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o666 & ~mask)
        self.assertEqual(path.read_text(encoding="utf-8"), self.export())
        self.assertEqual(os.listdir(self.folder), ["out.tmx"])

    def test_failure_leaves_the_old_file(self):
        path = self.folder / "out.tmx"
        path.write_text("old")
        self.expect(self.client("export", path, "--memory", "nowhere"), ERROR)
        self.assertEqual(path.read_text(), "old")
        self.assertEqual(os.listdir(self.folder), ["out.tmx"])
        missing = self.folder / "no" / "such" / "folder.tmx"
        result = self.expect(self.client("export", missing), ERROR)
        self.assertIn("folder.tmx", result.err)

    def test_languages(self):
        root = ElementTree.fromstring(
            self.export("--languages", "en,ko").encode())
        languages = {tuv.get(XML_LANG) for tuv in root.iter("tuv")}
        self.assertEqual(languages, {"en", "ko"})

    def test_file_and_server_write_the_same_units(self):
        db = self.folder / "embedded.db"
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        embedded = self.expect(run_client("--db", db, "export"), DONE).out

        def segments(text):
            return [seg.text for seg in
                    ElementTree.fromstring(text.encode()).iter("seg")]

        self.assertEqual(segments(embedded), segments(self.export()))


if __name__ == "__main__":
    unittest.main()
