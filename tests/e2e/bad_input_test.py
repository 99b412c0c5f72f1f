"""Every bad input: a clear message, the right exit code, a living server."""

import os
import sqlite3
import subprocess
import unittest

from support import (DONE, ERROR, SERVER, TIMEOUT_SECONDS, USAGE, SAMPLE,
                     SAMPLE_UNITS, ServerTestCase, TestCase, run_client)

PAIR = ["--from", "en", "--to", "zh"]


class CommandLineTest(ServerTestCase):

    def check(self, name, arguments, code, *said):
        for way, head in (("server", ["--server", self.server.address]),
                          ("file", ["--db", self.folder / "bad.db"])):
            with self.subTest(name, way=way):
                if way == "file":
                    self.expect(run_client(*head, "add", *PAIR, "a", "b"),
                                DONE)
                result = self.expect(run_client(*head, *arguments), code)
                for words in said:
                    self.assertIn(words, result.err)

    def test_unknown_languages(self):
        self.check("from", ["lookup", "x", "--from", "not a tongue", "--to",
                            "zh"], USAGE, "--from", "BCP-47")
        self.check("to", ["lookup", "x", "--from", "en", "--to", "123456"],
                   USAGE, "--to", "BCP-47")
        self.check("add", ["add", "--from", "en", "--to", "??", "x", "y"],
                   USAGE, "--to")
        self.check("variant", ["add", "--variant", "en=x", "--variant",
                               "!!=y"], USAGE, "--variant")
        self.check("export", ["export", "--languages", "en,@@"], USAGE,
                   "--languages")

    def test_numbers_out_of_range(self):
        for threshold in ("0", "101", "-1", "many", "9999999999999"):
            self.check(threshold, ["lookup", "x", *PAIR, "--threshold",
                                   threshold], USAGE, "--threshold")
        for limit in ("0", "101"):
            self.check(limit, ["lookup", "x", *PAIR, "--limit", limit], USAGE,
                       "--limit")
        self.check("penalty", ["lookup", "x", *PAIR, "--memory", "default:101"],
                   USAGE, "--memory")

    def test_empty_texts(self):
        self.check("query", ["lookup", "", *PAIR], USAGE, "TEXT", "empty")
        self.check("blank query", ["lookup", " \u3000\t", *PAIR], USAGE,
                   "TEXT", "empty")
        self.check("source", ["add", *PAIR, "", "y"], USAGE, "SOURCE", "empty")
        self.check("target", ["add", *PAIR, "x", "　"], USAGE, "TARGET",
                   "empty")

    def test_invalid_utf8(self):
        bad = b"caf\xe9"
        self.check("query", ["lookup", bad, *PAIR], USAGE, "TEXT", "UTF-8")
        self.check("previous", ["lookup", "x", *PAIR, "--previous", bad],
                   USAGE, "--previous", "UTF-8")
        self.check("target", ["add", *PAIR, "x", bad], USAGE, "TARGET",
                   "UTF-8")
        self.check("memory", ["lookup", "x", *PAIR, "--memory", bad], USAGE,
                   "--memory")

    def test_unknown_memory(self):
        for arguments in (["lookup", "x", *PAIR], ["export"], ["get", "1"],
                          ["delete", "1"], ["import", SAMPLE],
                          ["add", *PAIR, "x", "y"]):
            self.check(arguments[0], [*arguments, "--memory", "nowhere"],
                       ERROR, "nowhere")

    def test_one_megabyte_of_text(self):
        text = "长" * 350_000
        result = self.expect(
            self.client("lookup", "-", *PAIR, stdin=text), ERROR)
        self.assertIn("line 1", result.err)
        result = self.expect(
            self.client("--json", "add", *PAIR, stdin=f"x\t{text}"), ERROR)
        self.assertEqual(result.json["rejected"], 1)


class FilesTest(ServerTestCase):

    def check(self, name, content, *said, code=ERROR):
        path = self.folder / name
        path.write_bytes(content)
        result = self.expect(
            self.client("--json", "import", path, "--memory", "files",
                        "--create"), code)
        report = result.json
        self.assertFalse(report["complete"])
        self.assertEqual(report["problems"][-1]["reason"], "TMX_MALFORMED")
        for words in said:
            self.assertIn(words, result.err)
        return report

    def test_files_that_are_not_tmx(self):
        rows = {
            "empty.tmx": b"",
            "text.tmx": "今天天气很好。\n".encode(),
            "html.tmx": b"<html><body>TMX</body></html>",
            "picture.tmx": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
            "zeros.tmx": bytes(10_000),
        }
        for name, content in rows.items():
            with self.subTest(name):
                self.check(name, content)

    def test_truncated_keeps_what_came_before(self):
        content = SAMPLE.read_bytes()
        report = self.check("cut.tmx", content[:len(content) // 2], "cut.tmx:")
        told = self.client("import", self.folder / "cut.tmx", "--memory",
                           "files").err
        self.assertEqual(told.count("cut.tmx:"), 1, told)
        self.assertTrue(100 < report["added"] < SAMPLE_UNITS, report)
        self.assertGreater(report["problems"][-1]["line"], 1000)

    def test_wrong_encoding(self):
        """What is no UTF-8 is left out unit by unit, with line and reason."""
        text = SAMPLE.read_text(encoding="utf-8")
        path = self.folder / "gb.tmx"
        path.write_bytes(text.encode("gb18030"))
        report = self.expect(
            self.client("--json", "import", path, "--memory", "files",
                        "--create"), ERROR).json
        self.assertEqual((report["added"], report["rejected"]),
                         (0, SAMPLE_UNITS))
        for problem in report["problems"]:
            self.assertGreater(problem["line"], 0)

    def test_other_encodings_are_read(self):
        text = SAMPLE.read_text(encoding="utf-8")
        head = 'encoding="UTF-8"'
        rows = {
            "le": text.replace(head, 'encoding="UTF-16"').encode("utf-16"),
            "gb": text.replace(head, 'encoding="GB18030"').encode("gb18030"),
        }
        for name, content in rows.items():
            with self.subTest(name):
                path = self.folder / (name + ".tmx")
                path.write_bytes(content)
                report = self.expect(
                    self.client("--json", "import", path, "--memory",
                                "encoding-" + name, "--create"), DONE).json
                self.assertEqual(report["added"], SAMPLE_UNITS)

    def test_encodings_of_escapes_are_read_or_refused(self):
        """In ASCII alone they would pass for text."""
        unit = ('<?xml version="1.0" encoding="{}"?><tmx version="1.4"><header '
                'srclang="en" segtype="sentence" creationtool="t" '
                'creationtoolversion="1" o-tmf="t" adminlang="en" '
                'datatype="plaintext"/><body><tu><tuv xml:lang="en"><seg>Hello'
                '</seg></tuv><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>'
                '</body></tmx>')
        for name, codec, language, text in (
                ("HZ-GB-2312", "hz", "zh", "你好，世界"),
                ("ISO-2022-KR", "iso2022_kr", "ko", "안녕하세요"),
                ("GB_2312-80", "gb2312", "zh", "你好，世界")):
            with self.subTest(name):
                path = self.folder / (name + ".tmx")
                path.write_bytes(
                    unit.format(name, language, text).encode(codec))
                memory = "escapes-" + codec.replace("_", "-")
                report = self.expect(
                    self.client("--json", "import", path, "--memory", memory,
                                "--create"), DONE).json
                self.assertEqual((report["added"], report.get("problems", [])), (1, []))
                found = self.expect(
                    self.client("--json", "concordance", text, "--in",
                                language, "--memory", memory), DONE)
                self.assertIn(text, found.out)
        path = self.folder / "unknown.tmx"
        path.write_bytes(unit.format("x-none", "zh", "你好").encode("hz"))
        refused = self.expect(
            self.client("import", path, "--memory", "escapes-unknown",
                        "--create"), ERROR)
        self.assertIn("X-NONE", refused.err)

    def test_entity_bomb_and_external_entity(self):
        bomb = (b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa">'
                b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><tmx version="1.4">'
                b"<body><tu><tuv><seg>&b;</seg></tuv></tu></body></tmx>")
        self.check("bomb.tmx", bomb)
        external = (b'<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY x SYSTEM '
                    b'"file:///etc/passwd">]><tmx version="1.4"><body><tu>'
                    b"<tuv><seg>&x;</seg></tuv></tu></body></tmx>")
        self.check("external.tmx", external)

    def test_files_that_cannot_be_read(self):
        for path in (self.folder / "none.tmx", self.folder):
            with self.subTest(path):
                result = self.expect(self.client("import", path), ERROR)
                self.assertIn(str(path), result.err)
                self.assertNotIn("INVALID", self.client(
                    "--json", "import", path).json["problems"][0]["reason"])

    def test_the_other_files_are_imported_all_the_same(self):
        result = self.expect(
            self.client("--json", "import", self.folder / "none.tmx", SAMPLE,
                        "--memory", "others", "--create"), ERROR)
        self.assertEqual(result.json["added"], SAMPLE_UNITS)
        self.assertEqual([f["complete"] for f in result.json["files"]],
                         [False, True])


class DatabaseTest(TestCase):

    def refuse(self, path, *said):
        """Neither program takes `path`, and neither changes it."""
        before = path.read_bytes() if path.is_file() else None
        served = subprocess.run(
            [SERVER, "--db", path, "--listen", "127.0.0.1:0"],
            capture_output=True, encoding="utf-8", timeout=TIMEOUT_SECONDS)
        self.assertEqual((served.returncode, served.stdout), (ERROR, ""))
        opened = self.expect(run_client("--db", path, "memory", "list"), ERROR)
        for words in said:
            self.assertIn(words, served.stderr)
            self.assertIn(words, opened.err)
        if before is not None:
            self.assertEqual(path.read_bytes(), before)

    def test_foreign_files(self):
        text = self.folder / "text.db"
        text.write_text("not a database, but long enough to be looked at\n" * 9)
        self.refuse(text, "text.db")
        other = self.folder / "other.db"
        with sqlite3.connect(other) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.close()
        self.refuse(other, "other.db")
        self.refuse(self.folder, str(self.folder))

    def test_newer_schema(self):
        path = self.folder / "new.db"
        self.expect(run_client("--db", path, "memory", "create", "press"),
                    DONE)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 9999")
        connection.close()
        self.refuse(path, "new.db")

    def test_folder_that_does_not_exist(self):
        self.refuse(self.folder / "no" / "folder.db", "folder.db")

    @unittest.skipIf(os.geteuid() == 0, "root may write anything")
    def test_read_only(self):
        path = self.folder / "ro.db"
        self.expect(run_client("--db", path, "import", SAMPLE), DONE)
        path.chmod(0o444)
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        self.refuse(path, "ro.db")

    def test_file_in_use_by_a_server(self):
        server = self.start_server(self.folder / "used.db")
        result = self.expect(
            run_client("--db", self.folder / "used.db", "memory", "list"),
            ERROR)
        self.assertIn("--server", result.err)
        self.expect(run_client("--server", server.address, "memory", "list"),
                    DONE)


if __name__ == "__main__":
    unittest.main()
