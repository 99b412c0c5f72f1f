"""Look-ups on the press sample, in text and JSON, over both ways in."""

import json
import subprocess
import unittest

from support import (CLIENT, DONE, ERROR, NOTHING_FOUND, SAMPLE,
                     TIMEOUT_SECONDS, USAGE, ServerTestCase,
                     client_environment, run_client, sample_rows)

LANGUAGES = ("en", "zh", "ko")
WORD = {"en": " today", "zh": "今天", "ko": " 오늘"}


class LookupTest(ServerTestCase):

    def lookup(self, text, source, target, *arguments, **options):
        return self.client("--json", "lookup", "--from", source, "--to",
                           target, *arguments, "--", text, **options)

    def test_shape_of_the_json(self):
        row = sample_rows()[10]
        result = self.expect(self.lookup(row["en"], "en", "zh"), DONE)
        self.assertEqual(list(result.json), ["matches"])
        match = result.json["matches"][0]
        self.assertEqual(list(match)[:7], ["score", "type", "source", "target",
                                           "penalties", "memory", "id"])
        self.assertEqual(match["score"], 100)
        self.assertEqual(match["type"], "exact")
        self.assertEqual(match["source"]["language"], "en")
        self.assertEqual(match["source"]["text"], row["en"])
        self.assertEqual(match["target"]["language"], "zh-CN")
        self.assertEqual(match["target"]["text"], row["zh"])
        self.assertEqual(match["penalties"], [])
        self.assertEqual(match["memory"], "default")
        self.assertIsInstance(match["id"], int)
        self.assertEqual(match["external_id"], row["id"])
        self.assertEqual(result.out.count("\n"), 1)

    def test_all_directions_exact_and_fuzzy(self):
        rows = sample_rows()[20:400:95]
        for source in LANGUAGES:
            for target in LANGUAGES:
                if source == target:
                    continue
                for row in rows:
                    with self.subTest((source, target, row["id"])):
                        self.check_row(row, source, target)

    def check_row(self, row, source, target):
        exact = self.expect(self.lookup(row[source], source, target), DONE)
        best = exact.json["matches"][0]
        self.assertEqual((best["score"], best["source"]["text"]),
                         (100, row[source]))
        changed = row[source] + WORD[source]
        fuzzy = self.expect(self.lookup(changed, source, target), DONE)
        best = fuzzy.json["matches"][0]
        self.assertEqual((best["type"], best["target"]["text"]),
                         ("fuzzy", row[target]))
        self.assertTrue(70 <= best["score"] <= 99, best["score"])
        self.check_differences(changed, best)

    def check_differences(self, query, match):
        """They cover both texts, and what is equal is equal."""
        source = match["source"]["text"]
        ends = [0, 0]
        for difference in match["differences"]:
            self.assertEqual([difference["query"][0],
                              difference["source"][0]], ends)
            ends = [difference["query"][1], difference["source"][1]]
            if difference["kind"] == "equal":
                self.assertEqual(query[slice(*difference["query"])].casefold(),
                                 source[slice(*difference["source"])]
                                 .casefold())
        self.assertEqual(ends, [len(query), len(source)])

    def test_context_makes_101_and_102(self):
        rows = sample_rows()
        previous, row, following = rows[1:4]
        double = self.expect(
            self.lookup(row["en"], "en", "ko", "--previous", previous["en"],
                        "--next", following["en"]), DONE).json["matches"][0]
        self.assertEqual((double["score"], double["type"]),
                         (100, "double_context"))
        single = self.expect(
            self.lookup(row["en"], "en", "ko", "--previous", previous["en"]),
            DONE).json["matches"][0]
        self.assertEqual((single["score"], single["type"]), (100, "context"))
        text = self.expect(
            self.client("lookup", row["en"], "--from", "en", "--to", "ko",
                        "--previous", previous["en"], "--next",
                        following["en"]), DONE).out
        self.assertTrue(text.startswith("102 double context"), text)

    def test_marks_of_differences(self):
        self.expect(self.client("add", "--from", "en", "--to", "zh",
                                "--memory", "marks", "--create",
                                "The quick brown fox jumps over a lazy dog.",
                                "敏捷的棕色狐狸跳过懒狗。"), DONE)
        arguments = ["lookup", "The quick brown cat jumps over a lazy dog.",
                     "--from", "en", "--to", "zh", "--memory", "marks"]
        plain = self.expect(self.client(*arguments), DONE).out
        self.assertIn("[-cat-]{+fox+}", plain)
        self.assertNotIn("\x1b", plain)
        colored = self.expect(
            self.client("--color", "always", *arguments), DONE).out
        self.assertIn("\x1b[31;9mcat\x1b[0m\x1b[32;4mfox\x1b[0m", colored)
        never = self.client("--color", "never", *arguments,
                            environment=client_environment(NO_COLOR="1"))
        self.assertEqual(never.out, plain)

    def test_threshold_and_limit(self):
        text = sample_rows()[0]["en"]
        few = self.expect(self.lookup(text, "en", "zh", "--threshold", "1",
                                      "--limit", "3"), DONE).json["matches"]
        many = self.expect(self.lookup(text, "en", "zh", "--threshold", "1",
                                       "--limit", "100"), DONE).json["matches"]
        self.assertEqual(len(few), 3)
        self.assertEqual(few, many[:3])
        scores = [match["score"] for match in many]
        self.assertEqual(scores, sorted(scores, reverse=True))
        best = self.expect(self.lookup(text, "en", "zh", "--threshold", "100"),
                           DONE).json["matches"]
        self.assertEqual([match["score"] for match in best], [100])

    def test_penalty_of_a_memory(self):
        text = sample_rows()[5]["en"]
        match = self.expect(self.lookup(text, "en", "zh", "--memory",
                                        "default:7"), DONE).json["matches"][0]
        self.assertEqual(match["score"], 93)
        self.assertEqual(match["penalties"], [{"kind": "request",
                                               "points": 7}])

    def test_lines_of_stdin(self):
        rows = sample_rows()
        lines = [rows[3]["ko"], "", "전혀 없는 문장이다 정말로", rows[4]["ko"]]
        result = self.expect(
            self.client("--json", "lookup", "--from", "ko", "--to", "en",
                        stdin="\n".join(lines)), DONE)
        answers = result.json_lines
        self.assertEqual([len(answer["matches"]) > 0 for answer in answers],
                         [True, False, False, True])
        self.assertEqual(answers[3]["matches"][0]["target"]["text"],
                         rows[4]["en"])
        text = self.expect(
            self.client("lookup", "-", "--from", "ko", "--to", "en",
                        stdin=lines[0] + "\n"), DONE).out
        self.assertTrue(text.startswith("= " + lines[0]), text)

    def test_lines_of_a_file(self):
        rows = sample_rows()
        texts = [rows[k % len(rows)]["ko"] for k in range(1000)]
        path = self.folder / "texts.txt"
        path.write_text("\n".join(texts), encoding="utf-8")
        answers = self.expect(
            self.client("--json", "lookup", "--from", "ko", "--to", "en",
                        "--limit", "1", "--batch", path), DONE).json_lines
        self.assertEqual([answer["matches"][0]["source"]["text"]
                          for answer in answers], texts)
        missing = self.expect(
            self.client("lookup", "--from", "ko", "--to", "en", "--batch",
                        self.folder / "none"), ERROR)
        self.assertIn("none", missing.err)
        for arguments in (["--batch", path, "text"],
                          ["--batch", path, "--previous", "x"]):
            self.expect(self.client("lookup", "--from", "ko", "--to", "en",
                                    *arguments), USAGE)

    def test_a_line_is_answered_before_the_next_is_there(self):
        rows = sample_rows()
        with subprocess.Popen(
                [CLIENT, "--server", self.server.address, "--json", "lookup",
                 "--from", "ko", "--to", "en"], stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, encoding="utf-8",
                env=client_environment()) as process:
            for row in rows[:3]:
                process.stdin.write(row["ko"] + "\n")
                process.stdin.flush()
                answer = json.loads(process.stdout.readline())
                self.assertEqual(answer["matches"][0]["source"]["text"],
                                 row["ko"])
            process.stdin.close()
            self.assertEqual(process.wait(), DONE)

    def test_a_server_that_is_away_ends_the_wait_for_lines(self):
        with subprocess.Popen(
                [CLIENT, "--server", "127.0.0.1:1", "lookup", "--from", "ko",
                 "--to", "en"], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                env=client_environment()) as process:
            self.assertEqual(process.wait(timeout=TIMEOUT_SECONDS), ERROR)

    def test_filters(self):
        add = ["add", "--from", "en", "--to", "ko", "--memory", "filters",
               "--create", "Filtered text"]
        self.expect(self.client(*add, "가", "--document", "a.docx", "--origin",
                                "human", "--user", "kim"), DONE)
        self.expect(self.client(*add, "나", "--document", "b.docx", "--origin",
                                "machine", "--user", "lee"), DONE)

        def targets(*options):
            answer = self.client("--json", "lookup", "Filtered text", "--from",
                                 "en", "--to", "ko", "--memory", "filters",
                                 *options).json
            return {match["target"]["text"] for match in answer["matches"]}

        self.assertEqual(targets(), {"가", "나"})
        for options, expected in (
                (["--in-document", "a.docx"], {"가"}),
                (["--in-document", "a.docx", "--in-document", "b.docx"],
                 {"가", "나"}),
                (["--origin", "machine"], {"나"}),
                (["--author", "kim"], {"가"}),
                (["--with-property", "no=such"], set()),
                (["--changed-from", "2001-01-01"], {"가", "나"}),
                (["--changed-before", "2001-01-01"], set()),
                (["--exclude-exact"], set())):
            self.assertEqual(targets(*options), expected, options)
        for options in (["--with-property", "novalue"],
                        ["--changed-from", "yesterday"],
                        ["--changed-from", "2001-01-02", "--changed-before",
                         "2001-01-01"],
                        ["--pivot", "?"], ["--pivot", "en", "--no-pivot"]):
            result = self.expect(
                self.client("lookup", "x", "--from", "en", "--to", "ko",
                            *options), USAGE)
            self.assertIn(options[-2] if options[-1] != "--no-pivot" else
                          "--no-pivot", result.err)

    def test_by_way_of_english(self):
        for languages, texts in ((("zh", "en"), ("再见", "goodbye")),
                                 (("en", "ko"), ("Goodbye", "안녕히 가세요"))):
            self.expect(self.client("add", "--from", languages[0], "--to",
                                    languages[1], "--memory", "pivots",
                                    "--create", *texts), DONE)
        arguments = ["lookup", "再见", "--from", "zh", "--to", "ko", "--memory",
                     "pivots"]
        match = self.expect(self.client("--json", *arguments),
                            DONE).json["matches"][0]
        self.assertEqual((match["score"], match["target"]["text"]),
                         (97, "안녕히 가세요"))
        self.assertEqual(match["penalties"], [{"kind": "pivot", "points": 3}])
        self.assertEqual(match["pivot"]["first"]["text"], "goodbye")
        self.assertEqual(match["pivot"]["second"]["text"], "Goodbye")
        self.assertNotEqual(match["pivot"]["id"], match["id"])
        text = self.expect(self.client(*arguments), DONE).out
        self.assertIn("by en", text)
        self.expect(self.client(*arguments, "--no-pivot"), NOTHING_FOUND)

    def test_a_bad_line_does_not_stop_the_others(self):
        good = sample_rows()[3]["en"].encode()
        lines = [good, b"\xff\xfe", b"x" * 70_000, b"y" * 2_000_000, good]
        result = self.expect(
            self.client("--json", "lookup", "--from", "en", "--to", "zh",
                        stdin=b"\n".join(lines)), ERROR)
        answers = result.json_lines
        self.assertEqual(["error" in answer for answer in answers],
                         [False, True, True, True, False])
        self.assertEqual([answer["error"]["reason"]
                          for answer in answers if "error" in answer],
                         ["INVALID_UTF8", "SEGMENT_TOO_LONG",
                          "SEGMENT_TOO_LONG"])
        for line in (2, 3, 4):
            self.assertIn(f"line {line}:", result.err)

    def test_nothing_found(self):
        result = self.expect(
            self.lookup("Zxcv qwer asdf uiop hjkl.", "en", "zh"),
            NOTHING_FOUND)
        self.assertEqual(result.json, {"matches": []})
        self.assertIn("nothing found", result.err)

    def test_language_no_unit_has(self):
        result = self.expect(self.lookup("Guten Morgen", "de", "zh"),
                             NOTHING_FOUND)
        self.assertEqual(result.json, {"matches": []})
        self.assertIn("--from", result.err)
        self.assertIn("de", result.err)

    def test_default_memory_that_was_never_made(self):
        self.expect(run_client("--db", self.folder / "new.db", "memory",
                               "create", "other"), DONE)
        result = self.expect(
            run_client("--db", self.folder / "new.db", "--json", "lookup", "x",
                       "--from", "en", "--to", "ko"), NOTHING_FOUND)
        self.assertEqual(result.json, {"matches": []})
        self.assertIn("import", result.err)

    def test_file_and_server_answer_alike(self):
        db = self.folder / "embedded.db"
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        rows = sample_rows()
        texts = [rows[0]["zh"], rows[7]["zh"][3:], rows[9]["zh"] + "。"]
        arguments = ["--json", "lookup", "--from", "zh", "--to", "ko",
                     "--threshold", "50"]
        served = self.expect(
            self.client(*arguments, stdin="\n".join(texts)), DONE).json_lines
        embedded = self.expect(
            run_client("--db", db, *arguments, stdin="\n".join(texts)),
            DONE).json_lines
        for answer in served + embedded:
            for match in answer["matches"]:
                for time in ("create_time", "update_time", "last_used_time"):
                    match.pop(time, None)
        self.assertEqual(served, embedded)


if __name__ == "__main__":
    unittest.main()
