"""Files of all formats through the client, what is left out of an export, and
what other programs read in our files."""

import csv
import gzip
import importlib.util
import io
import json
import unittest
import zipfile

from support import (DONE, ERROR, SAMPLE, SAMPLE_UNITS, USAGE, ServerTestCase,
                     sample_rows)

XLIFF = """<xliff version="1.2"><file original="a.html" source-language="en"
 target-language="ko" datatype="html"><body>
<trans-unit id="1" approved="yes"><source>Breaking news</source>
<target>속보</target></trans-unit>
<trans-unit id="2"><source>Weather</source><target>날씨</target></trans-unit>
</body></file></xliff>
"""


class FileFormatsTest(ServerTestCase):

    def export(self, name, *options):
        path = self.folder / name
        self.expect(self.client("export", path, *options), DONE)
        return path

    def test_round_trip(self):
        reference = self.export("a.tmx").read_text(encoding="utf-8")
        for name, options in (("b.jsonl", ()), ("c.csv", ()), ("d.tsv", ()),
                              ("e.out", ("--format", "json-lines"))):
            with self.subTest(name):
                path = self.export(name, *options)
                memory = "copy-" + name[0]
                report = self.expect(
                    self.client("--json", "import", path, *options, "--create",
                                "--memory", memory), DONE).json
                self.assertEqual((report["added"], report["rejected"]),
                                 (SAMPLE_UNITS, 0), report)
                copy = self.export(f"copy-{name}.tmx", "--memory", memory)
                self.assertEqual(copy.read_text(encoding="utf-8"), reference)

    def test_an_export_of_nothing_is_an_empty_file(self):
        path = self.folder / "old.jsonl"
        path.write_text("of last time\n")
        self.export("old.jsonl", "--in-document", "none")
        self.assertEqual(path.read_text(), "")

    def test_an_empty_table_reads_back_as_no_units(self):
        for name in ("none.csv", "none.tsv"):
            with self.subTest(name):
                path = self.export(name, "--in-document", "none")
                lines = path.read_text(encoding="utf-8").splitlines()
                self.assertEqual(len(lines), 1)
                self.assertIn("source_language", lines[0])
                report = self.expect(self.client("--json", "import", path),
                                     DONE).json
                self.assertEqual((report["read"], report["problems"]), (0, []))

    def test_gz_is_packed(self):
        plain = self.export("a.csv").read_bytes()
        path = self.folder / "a.csv.gz"
        told = self.expect(self.client("--json", "export", path), DONE).json
        self.assertEqual(told["bytes"], path.stat().st_size)
        self.assertLess(told["bytes"], len(plain))
        self.assertEqual(gzip.decompress(path.read_bytes()), plain)
        report = self.expect(self.client("--json", "import", path, "--memory",
                                         "unpacked", "--create"), DONE).json
        self.assertEqual(report["added"], SAMPLE_UNITS)

    def test_names_that_tell_no_format(self):
        path = self.folder / "a.xyz"
        written = self.expect(self.client("export", path), DONE)
        self.assertIn("as TMX", written.err)
        self.assertIn("--format", written.err)
        self.assertIn(b"<tmx", path.read_bytes())
        path.write_text("en,ko\na,b\n", encoding="utf-8")
        result = self.expect(self.client("import", path), ERROR)
        self.assertIn("--format", result.err)
        told = self.expect(self.client("import", path, "--format", "tmx"),
                           ERROR)
        self.assertNotIn("--format", told.err)

    def test_tables_are_what_other_programs_read(self):
        with open(self.export("a.csv"), encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        self.assertEqual([row["en"] for row in rows],
                         [row["en"] for row in sample_rows()])
        self.assertEqual([row["external_id"] for row in rows],
                         [row["id"] for row in sample_rows()])
        lines = self.export("a.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [{v["language"]: v["text"] for v in json.loads(line)["variants"]}
                 for line in lines]
        self.assertEqual([text["ko"] for text in texts],
                         [row["ko"] for row in sample_rows()])

    def test_what_get_prints_is_json_lines(self):
        path = self.folder / "codes.tmx"
        path.write_text(
            '<tmx version="1.4"><header srclang="en"/><body>'
            '<tu tuid="1" creationdate="20200101T000000Z" usagecount="3">'
            '<note>n</note><prop type="p">v</prop><prop type="prev">b</prop>'
            '<tuv xml:lang="en"><note>m</note><seg><bpt i="7" x="8" type="b">'
            '&lt;b&gt;<sub>s</sub></bpt>😀 Press<ept i="7"/> '
            '<ph assoc="p">{1}</ph><it pos="end">x</it></seg></tuv>'
            '<tuv xml:lang="ko"><prop type="q">w</prop><seg>눌러</seg></tuv>'
            "</tu></body></tmx>", encoding="utf-8")
        self.expect(self.client("import", path, "--memory", "coded",
                                "--create"), DONE)
        exported = self.export("coded.jsonl", "--memory", "coded")
        unit_id = self.client("--json", "changes", "--memory",
                              "coded").json_lines[-1]["id"]
        shown = self.expect(self.client("--json", "get", unit_id, "--memory",
                                        "coded"), DONE)
        codes = shown.json["variants"][0]["codes"]
        self.assertEqual(codes[0], {
            "kind": "open", "position": 0, "number": 1,
            "content": "&lt;b&gt;<sub>s</sub>", "content_is_xml": True,
            "element": "bpt", "pair_id": "7", "correspondence_id": "8",
            "type": "b"})
        self.assertEqual(codes[2]["position"], 8)
        (self.folder / "got.jsonl").write_text(shown.out, encoding="utf-8")
        self.expect(self.client("import", self.folder / "got.jsonl",
                                "--strict", "--memory", "got", "--create"),
                    DONE)
        self.assertEqual(
            self.export("again.jsonl", "--memory", "got").read_text("utf-8"),
            exported.read_text("utf-8"))

    def test_compressed_and_packed(self):
        table = "id,en,ko\n1,Breaking news,속보\n".encode()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("a.csv", table)
            packed.writestr("b.xlf", XLIFF)
            packed.writestr("c.txt", "nothing")
        rows = {"a.csv.gz": (gzip.compress(table), 1, 0),
                "a.zip": (archive.getvalue(), 1, 1)}
        for name, (content, added, merged) in rows.items():
            with self.subTest(name):
                path = self.folder / name
                path.write_bytes(content)
                report = self.expect(
                    self.client("--json", "import", path, "--create",
                                "--memory", "m-" + name[-2:]), DONE).json
                self.assertEqual((report["added"], report["merged"]),
                                 (added, merged), report)

    def test_stdin_and_columns(self):
        self.expect(self.client("import", "-", "--format", "tsv", "--columns",
                                "en,ko", "--memory", "piped", "--create",
                                stdin="Good morning\t안녕하세요\n"), DONE)
        shown = self.client("--json", "memory", "show", "piped").json
        self.assertEqual(shown["translation_units"], 1)

    def test_errors_name_line_and_field(self):
        path = self.folder / "a.csv"
        path.write_text("en,ko,usage_count\na,가,x\nb,나,1\n",
                        encoding="utf-8")
        report = self.expect(
            self.client("--json", "import", path, "--memory", "errors",
                        "--create"), DONE).json
        self.assertEqual(report["added"], 1)
        problem = report["problems"][0]
        self.assertEqual((problem["line"], problem["detail"]),
                         (2, "usage_count: not a whole number"))
        path.write_text("en,headline\na,b\n", encoding="utf-8")
        result = self.expect(
            self.client("--json", "import", path, "--memory", "errors"), ERROR)
        self.assertIn("a.csv:1: column 2, \"headline\"", result.err)
        self.assertEqual(result.json["problems"][-1]["reason"],
                         "FILE_MALFORMED")
        path = self.folder / "a.jsonl"
        path.write_text('{"variants": [}\n', encoding="utf-8")
        report = self.client("--json", "import", path, "--memory",
                             "errors").json
        self.assertEqual((report["problems"][0]["line"],
                          report["problems"][0]["column"]), (1, 15))

    def test_losses_are_told_and_refused_with_strict(self):
        rows = {
            "key.jsonl": ('{"variants":[{"language":"en","text":"a"},'
                          '{"language":"ko","text":"가"}],"colour":1}\n',
                          "colour", True),
            "control.csv": ("en,ko\na\x01,가\n", "U+0001", False),
            "none.xlf": (XLIFF.replace(' approved="yes"', ""),
                         "2 of 2 segments passed over", False),
        }
        for name, (content, detail, is_refused) in rows.items():
            with self.subTest(name):
                path = self.folder / name
                path.write_text(content, encoding="utf-8")
                options = (path, "--memory", "losses", "--create")
                told = self.expect(self.client("import", *options), DONE)
                self.assertIn(detail, told.err)
                self.assertNotIn(":0:", told.err)
                strict = self.expect(
                    self.client("import", "--strict", *options),
                    ERROR if is_refused else DONE)
                if is_refused:
                    self.assertIn(f"{name}:1: A key that no unit has was left "
                                  f"out, here and elsewhere. ({detail}) The "
                                  "file is refused", strict.err)

    def test_filters(self):
        table = self.folder / "dated.csv"
        table.write_text(
            "id,en,ko,zh,update_time,property:client\n"
            "1,one,하나,一,2024-01-01T00:00:00Z,x\n"
            "2,two,둘,二,2025-01-01T00:00:00Z,x\n"
            "3,three,셋,三,2026-01-01T00:00:00Z,y\n", encoding="utf-8")
        self.expect(self.client("import", table, "--memory", "dated",
                                "--create"), DONE)
        rows = {
            ("--changed-from", "2025-01-01"): {"2", "3"},
            ("--changed-before", "2025-01-01"): {"1"},
            ("--with-property", "client=x"): {"1", "2"},
            ("--with-property", "client=x", "--changed-from", "2025-01-01"):
                {"2"},
        }
        for options, wanted in rows.items():
            with self.subTest(options):
                path = self.export("part.jsonl", "--memory", "dated", *options)
                ids = {json.loads(line)["external_id"] for line in
                       path.read_text(encoding="utf-8").splitlines()}
                self.assertEqual(ids, wanted)
        path = self.export("part.csv", "--memory", "dated", "--languages",
                           "ko,zh", "--source-language", "zh")
        with open(path, encoding="utf-8", newline="") as f:
            header = next(csv.reader(f))
        self.assertEqual(header[:2], ["zh", "ko"])
        self.assertNotIn("en", header)
        self.expect(self.client("export", "--changed-from", "soon"), USAGE)

    @unittest.skipUnless(importlib.util.find_spec("translate"),
                         "translate-toolkit is not installed")
    def test_translate_toolkit_reads_the_same(self):
        from translate.storage import tmx as toolkit
        for source, target in (("en", "ko"), ("ko", "en")):
            path = self.export("toolkit.tmx", "--languages", "en,ko",
                               "--source-language", source)
            with open(path, "rb") as f:
                store = toolkit.tmxfile(f, source, target)
            self.assertEqual(
                [(unit.source, unit.target) for unit in store.units],
                [(row[source], row[target]) for row in sample_rows()])


if __name__ == "__main__":
    unittest.main()
