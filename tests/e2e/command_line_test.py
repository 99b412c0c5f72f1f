"""Sub-commands, options, output and exit codes of the client."""

import os
import unittest

from support import (DONE, ERROR, NOTHING_FOUND, SAMPLE, SAMPLE_UNITS, USAGE,
                     ServerTestCase, TestCase, client_environment, run_client)


class UsageTest(TestCase):

    def test_help_and_version_go_to_stdout(self):
        for arguments in (["--help"], ["lookup", "--help"],
                          ["memory", "create", "--help"]):
            with self.subTest(arguments):
                result = self.expect(run_client(*arguments), DONE)
                self.assertIn("--", result.out)
        version = self.expect(run_client("--version"), DONE)
        self.assertEqual(version.out,
                         f"presstm {os.environ['PRESSTM_VERSION']}\n")

    def test_mistakes_on_the_command_line(self):
        rows = {
            "no sub-command": [],
            "unknown sub-command": ["find", "x"],
            "unknown option": ["lookup", "x", "--from", "en", "--to", "zh",
                               "--fuzzy"],
            "missing --from": ["lookup", "x", "--to", "zh"],
            "text not quoted": ["lookup", "good", "morning", "--from", "en",
                                "--to", "zh"],
            "--server without port": ["--server", "localhost", "memory",
                                      "list"],
            "--server and --db": ["--server", "localhost:1", "--db", "x",
                                  "memory", "list"],
            "id no number": ["get", "seven"],
            "unknown rule": ["import", SAMPLE, "--rule", "sometimes"],
            "color": ["--color", "pink", "memory", "list"],
            "penalty no number": ["lookup", "x", "--from", "en", "--to", "zh",
                                  "--memory", "press:many"],
            "add without target": ["add", "--from", "en", "--to", "zh", "x"],
            "add with two ways": ["add", "--from", "en", "--variant", "en=x"],
            "variant without language": ["add", "--variant", "x"],
        }
        for name, arguments in rows.items():
            with self.subTest(name):
                result = self.expect(run_client(*arguments), USAGE)
                self.assertEqual(result.out, "")
                self.assertNotEqual(result.err, "")

    def test_one_line_says_what_is_wrong(self):
        pair = ["--from", "en", "--to", "ko"]
        rows = {
            ("import", SAMPLE, "--format", "1"):
                "--format: '1' is none of csv, json-lines, tmx, tsv, xliff",
            ("export", "--contexts-for", "2"):
                "--contexts-for: '2' is none of memoq, omegat, xtm",
            ("export", "--origin", "robot"):
                "--origin: 'robot' is none of aligned, human, imported, "
                "machine",
            ("lookup", "x", *pair, "--region", "1"):
                "--region: '1' is none of ignore, prefer, require",
            ("lookup", "x", *pair, "--threshold", "0x10"):
                "--threshold: '0x10' is not a whole number from 1 to 100",
            ("--color", "pink", "memory", "list"):
                "--color: 'pink' is none of always, auto, never",
            ("restore", "1", "--revision", "abc"):
                "--revision: 'abc' is not a whole number of at least 1",
            ("changes", "--since", "1.5"):
                "--since: '1.5' is not a whole number of at least 0",
            ("lookup", "x", *pair, "--fuzzy"): "unknown option '--fuzzy'",
            ("lookup", "good", "morning", *pair):
                "unexpected argument 'morning'",
            ("export", "a.tmx", "--format"): "--format: the value is missing",
            ("export", "a.zip"):
                "FILE: an export is not packed as zip; a name that ends in "
                ".gz packs it as gzip",
            ("export", "a.csv", "--contexts-for", "memoq"):
                "--contexts-for: only TMX has properties of other tools, and "
                "the format is csv",
        }
        for arguments, message in rows.items():
            with self.subTest(arguments):
                result = self.expect(run_client(*arguments), USAGE)
                lines = result.err.splitlines()
                self.assertEqual(lines[0], "presstm: " + message)
                self.assertLessEqual(len(lines), 2, lines)

    def test_sub_commands_that_are_not_there(self):
        rows = {
            ("find", "x"): ("unknown sub-command 'find': presstm has", "import",
                            "lookup", "database"),
            (): ("no sub-command: presstm has", "import"),
            ("memory", "frob"): ("unknown sub-command 'frob': presstm memory "
                                 "has", "create, update, list, show, delete"),
            ("memory",): ("no sub-command: presstm memory has",),
        }
        for arguments, words in rows.items():
            with self.subTest(arguments):
                result = self.expect(run_client(*arguments), USAGE)
                for word in words:
                    self.assertIn(word, result.err)

    def test_numbers_are_decimal(self):
        db = self.folder / "decimal.db"
        for k in range(9):
            self.expect(run_client("--db", db, "add", "--from", "en", "--to",
                                   "ko", f"text {k}", "가"), DONE)
        result = run_client("--db", db, "--json", "changes", "--limit", "010")
        # Nine units and the memory: read as an octal number it would be 8.
        self.assertEqual(len(self.expect(result, DONE).json_lines), 10)

    def test_options_do_not_take_the_text(self):
        db = self.folder / "options.db"
        self.expect(run_client("--db", db, "add", "--from", "en", "--to", "ko",
                               "Good morning", "좋은 아침"), DONE)
        result = run_client("--db", db, "lookup", "--from", "en", "--to", "ko",
                            "--memory", "default", "Good morning")
        self.assertIn("좋은 아침", self.expect(result, DONE).out)

    def test_no_server(self):
        result = self.expect(
            run_client("--server", "127.0.0.1:1", "memory", "list"), ERROR)
        self.assertIn("cannot reach a server at 127.0.0.1:1", result.err)
        self.assertIn("presstm-server --db FILE", result.err)

    def test_reading_commands_do_not_make_a_database(self):
        db = self.folder / "missing.db"
        for command in (["memory", "list"], ["get", "1"], ["export"],
                        ["lookup", "x", "--from", "en", "--to", "ko"]):
            with self.subTest(command[0]):
                result = self.expect(run_client("--db", db, *command), ERROR)
                self.assertIn("missing.db", result.err)
                self.assertFalse(db.exists())


class MemoryTest(ServerTestCase):

    def test_life_of_a_memory(self):
        created = self.expect(
            self.client("--json", "memory", "create", "cgtn-2025",
                        "--display-name", "国际频道", "--description", "News",
                        "--penalty", "3", "--rule", "skip-existing"),
            DONE).json
        self.assertEqual(created["name"], "cgtn-2025")
        self.assertEqual(created["translation_units"], 0)
        self.assertEqual(created["default_penalty"], 3)
        self.assertEqual(created["write_rule"], "skip-existing")
        self.assertEqual(created["display_name"], "国际频道")
        shown = self.expect(
            self.client("--json", "memory", "show", "cgtn-2025"), DONE).json
        self.assertEqual(shown, created)
        listed = self.expect(self.client("memory", "list", "--json"), DONE)
        self.assertIn("cgtn-2025",
                      [memory["name"] for memory in listed.json["memories"]])
        text = self.expect(self.client("memory", "list"), DONE).out
        self.assertIn(f"default\t{SAMPLE_UNITS}", text)
        self.expect(self.client("memory", "create", "cgtn-2025"), ERROR)
        refused = self.expect(self.client("memory", "delete", "cgtn-2025"),
                              USAGE)
        self.assertIn("--yes", refused.err)
        deleted = self.expect(
            self.client("--json", "memory", "delete", "cgtn-2025", "--yes"),
            DONE)
        self.assertEqual(deleted.json, {"deleted": "cgtn-2025"})
        for command in ("show", "delete"):
            yes = ("--yes",) if command == "delete" else ()
            gone = self.expect(
                self.client("memory", command, "cgtn-2025", *yes),
                NOTHING_FOUND)
            self.assertIn("cgtn-2025", gone.err)

    def test_names_that_are_not_allowed(self):
        for name in ("Press", "press_1", "-", "1press", "press-", "新闻",
                     "a" * 64):
            with self.subTest(name):
                result = self.expect(
                    self.client("memory", "create", "--", name), USAGE)
                self.assertIn("NAME", result.err)

    def test_server_from_the_environment(self):
        environment = client_environment(PRESSTM_SERVER=self.server.address)
        result = run_client("memory", "show", "default",
                            environment=environment)
        self.assertIn(str(SAMPLE_UNITS), self.expect(result, DONE).out)


class AddGetDeleteTest(ServerTestCase):

    def test_life_of_a_unit(self):
        added = self.expect(
            self.client("--json", "--user", "kim", "add", "--from", "en",
                        "--to", "zh-CN", "A new sentence.", "一个新句子。",
                        "--document", "d-1", "--note", "checked",
                        "--status", "approved"), DONE).json
        self.assertEqual(added["outcome"], "added")
        self.assertEqual(added["memory"], "default")
        self.assertEqual(added["created_by"], "kim")
        self.assertEqual(added["document"], "d-1")
        self.assertEqual(added["notes"], ["checked"])
        self.assertEqual(added["status"], "approved")
        self.assertEqual(added["variants"],
                         [{"language": "en", "text": "A new sentence."},
                          {"language": "zh-CN", "text": "一个新句子。"}])
        unit = added["id"]
        got = self.expect(self.client("--json", "get", unit), DONE).json
        added.pop("outcome")
        self.assertEqual(got, added)
        text = self.expect(self.client("get", f"#{unit}"), DONE).out
        self.assertIn("一个新句子。", text)
        found = self.expect(
            self.client("--json", "lookup", "A new sentence.", "--from", "en",
                        "--to", "zh"), DONE).json
        self.assertEqual(found["matches"][0]["id"], unit)
        self.assertEqual(found["matches"][0]["score"], 100)
        deleted = self.expect(self.client("--json", "delete", unit), DONE)
        self.assertEqual(deleted.json, {"deleted": [unit], "missing": []})
        self.expect(self.client("get", unit), NOTHING_FOUND)
        again = self.expect(self.client("--json", "delete", unit),
                            NOTHING_FOUND)
        self.assertEqual(again.json, {"deleted": [], "missing": [unit]})

    def test_three_languages_in_one_unit(self):
        added = self.expect(
            self.client("--json", "add", "--variant", "ko=좋은 아침입니다.",
                        "--variant", "zh-Hans=早上好。",
                        "--variant", "en=Good morning = hello."), DONE).json
        self.assertEqual(added["source_language"], "ko")
        self.assertEqual([v["language"] for v in added["variants"]],
                         ["ko", "zh-Hans", "en"])
        self.assertEqual(added["variants"][2]["text"],
                         "Good morning = hello.")
        for source, target, text in (("zh", "ko", "早上好。"),
                                     ("en", "zh", "Good morning = hello.")):
            found = self.expect(
                self.client("--json", "lookup", text, "--from", source,
                            "--to", target), DONE).json
            self.assertEqual(found["matches"][0]["id"], added["id"])

    def test_same_texts_are_merged(self):
        arguments = ["--json", "add", "--from", "en", "--to", "ko",
                     "Said twice.", "두 번 말했다."]
        first = self.expect(self.client(*arguments), DONE).json
        second = self.expect(self.client(*arguments), DONE).json
        self.assertEqual((first["outcome"], second["outcome"]),
                         ("added", "merged"))
        self.assertEqual(first["id"], second["id"])

    def test_table_on_stdin(self):
        table = ("Row one.\t第一行。\t첫째 줄.\n"
                 "\n"
                 "Row two.\t\t둘째 줄.\r\n"
                 "Only one cell\n"
                 "Row one.\t第一行。\t첫째 줄.\n")
        result = self.expect(
            self.client("--json", "add", "--languages", "en,zh,ko",
                        "--memory", "table", "--create", stdin=table), DONE)
        report = result.json
        self.assertEqual((report["read"], report["rejected"]), (4, 1))
        self.assertEqual(report["added"] + report["merged"], 3)
        self.assertEqual([p["line"] for p in report["problems"]], [4])
        found = self.expect(
            self.client("--json", "lookup", "둘째 줄.", "--from", "ko", "--to",
                        "en", "--memory", "table"), DONE).json
        self.assertEqual(found["matches"][0]["target"]["text"], "Row two.")

    def test_texts_that_look_like_syntax(self):
        for text in ("[Beijing, Reuters]", "-5 degrees", "delete", "++",
                     "{\"a\": 1}", "100%", "--"):
            with self.subTest(text):
                self.expect(self.client("add", "--from", "en", "--to", "ko",
                                        "--memory", "syntax", "--create", "--",
                                        text, "번역: " + text), DONE)
                found = self.expect(
                    self.client("--json", "lookup", "--from", "en", "--to",
                                "ko", "--memory", "syntax", "--", text), DONE)
                self.assertEqual(
                    found.json["matches"][0]["source"]["text"], text)

    def test_control_characters_do_not_reach_the_terminal(self):
        refused = self.expect(
            self.client("add", "--from", "en", "--to", "ko",
                        "Red \x1b[31m alert", "빨간 경보"), USAGE)
        self.assertIn("U+001B", refused.err)
        self.assertNotIn("\x1b", refused.err)
        # TMX can hold this one, which terminals take for the same.
        added = self.expect(
            self.client("--json", "add", "--from", "en", "--to", "ko",
                        "Red \x9b31m alert\nbelow", "빨간 경보"), DONE).json
        shown = self.expect(self.client("get", added["id"]), DONE)
        self.assertNotIn("\x9b", shown.out)
        self.assertIn("31m alert␊below", shown.out)


if __name__ == "__main__":
    unittest.main()
