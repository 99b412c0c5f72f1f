"""Concordances of the press sample, in text and JSON, over both ways in."""

import re
import unittest

from support import (DONE, ERROR, NOTHING_FOUND, SAMPLE, USAGE, ServerTestCase,
                     client_environment, run_client, sample_rows)

# Apostrophes and full stops join letters into one word.
BEGIN_OF_WORD = r"(?<!\w)(?<!\w['’.])"
END_OF_WORD = r"(?!\w)(?!['’.]\w)"


class ConcordanceTest(ServerTestCase):

    def hits(self, text, language, *arguments, code=DONE):
        result = self.expect(
            self.client("--json", "concordance", "--in", language, *arguments,
                        "--", text), code)
        return result.json["hits"]

    def all_texts(self, text, language):
        return sorted(hit["text"] for hit in self.hits(text, language,
                                                       "--all"))

    def test_shape_of_the_json(self):
        row = next(row for row in sample_rows() if "中国" in row["zh"])
        result = self.expect(
            self.client("--json", "concordance", row["zh"], "--in", "zh"),
            DONE)
        self.assertEqual(list(result.json), ["hits", "more"])
        self.assertIs(result.json["more"], False)
        hit = result.json["hits"][0]
        self.assertEqual(list(hit)[:6], ["id", "memory", "language", "text",
                                         "spans", "variants"])
        self.assertIsInstance(hit["id"], int)
        self.assertEqual(hit["memory"], "default")
        self.assertEqual(hit["language"], "zh-CN")
        self.assertEqual(hit["text"], row["zh"])
        self.assertEqual(hit["spans"], [[0, len(row["zh"])]])
        self.assertEqual([variant["text"] for variant in hit["variants"]],
                         [row["en"], row["zh"], row["ko"]])
        self.assertEqual(result.out.count("\n"), 1)

    def test_finds_all_that_python_finds(self):
        """Plain characters need no more than Python's own search."""
        rows = sample_rows()
        for language, texts in (("zh", ("中", "中国", "的", "发展")),
                                ("ko", ("중국", "이", "국가", "했다"))):
            for text in texts:
                with self.subTest((language, text)):
                    expected = sorted(row[language] for row in rows
                                      if text in row[language])
                    self.assertTrue(expected)
                    self.assertEqual(self.all_texts(text, language), expected)
        for text in ("the", "devel", "people", "of the"):
            with self.subTest(text):
                expected = sorted(row["en"] for row in rows
                                  if re.search(BEGIN_OF_WORD + text, row["en"],
                                               re.IGNORECASE))
                self.assertEqual(self.all_texts(text, "en"), expected)

    def test_spans_hold_the_text(self):
        for language, text in (("zh", "中国"), ("ko", "중국"), ("en", "CHINA")):
            for hit in self.hits(text, language, "--all"):
                for begin, end in hit["spans"]:
                    self.assertEqual(hit["text"][begin:end].casefold(),
                                     text.casefold())

    def test_order_and_limit(self):
        everything = self.hits("the", "en", "--all")
        some = self.expect(self.client("--json", "concordance", "the", "--in",
                                       "en", "--limit", "3"), DONE).json
        self.assertEqual(some, {"hits": everything[:3], "more": True})
        whole = [bool(re.search(BEGIN_OF_WORD + "the" + END_OF_WORD,
                                hit["text"], re.IGNORECASE))
                 for hit in everything]
        self.assertIn(False, whole)
        self.assertEqual(whole, sorted(whole, reverse=True))

    def test_traditional_width_and_numbers(self):
        self.expect(self.client("add", "--from", "zh-TW", "--to", "en",
                                "--memory", "forms", "--create",
                                "２０２５年新聞稿，ＡＰＥＣ會議",
                                "Press release of 2025, APEC meeting"), DONE)
        self.expect(self.client("add", "--from", "zh-CN", "--to", "en",
                                "--memory", "forms",
                                "2024年新闻稿", "Press release of 2024"), DONE)
        memory = ("--memory", "forms")
        self.assertEqual(len(self.hits("新闻稿", "zh", *memory)), 2)
        self.assertEqual(len(self.hits("新闻稿", "zh-TW", *memory)), 1)
        self.assertEqual(len(self.hits("apec会议", "zh", *memory)), 1)
        found, = self.hits("2025年", "zh", *memory)
        self.assertEqual(found["spans"], [[0, 5]])
        self.assertEqual(len(self.hits("meet", "en", *memory)), 1)
        self.hits("eeting", "en", *memory, code=NOTHING_FOUND)

    def test_text_for_people(self):
        self.expect(self.client("add", "--from", "zh", "--to", "ko",
                                "--memory", "marks", "--create",
                                "外交部发言人，发言人", "외교부 대변인"), DONE)
        arguments = ["concordance", "發言人", "--in", "zh", "--memory", "marks"]
        plain = self.expect(self.client(*arguments), DONE)
        self.assertEqual(plain.out.splitlines()[1:],
                         ["  zh         外交部[=发言人=]，[=发言人=]",
                          "  ko         외교부 대변인"])
        self.assertTrue(plain.out.startswith("marks #"), plain)
        self.assertEqual(plain.err, "")
        colored = self.expect(
            self.client("--color", "always", *arguments), DONE).out
        self.assertIn("外交部\x1b[1;33m发言人\x1b[0m，", colored)
        never = self.client("--color", "never", *arguments,
                            environment=client_environment(NO_COLOR="1"))
        self.assertEqual(never.out, plain.out)

    def test_show_restricts_units_and_rows(self):
        for source, target, language in (("红灯笼", "red lantern", "en"),
                                         ("红灯笼高", "홍등", "ko")):
            self.expect(self.client("add", "--from", "zh", "--to", language,
                                    "--memory", "shown", "--create", source,
                                    target), DONE)
        both = self.expect(self.client("concordance", "灯笼", "--in", "zh",
                                       "--memory", "shown"), DONE).out
        self.assertIn("홍등", both)
        self.assertIn("red lantern", both)
        one = self.expect(self.client("concordance", "灯笼", "--in", "zh",
                                      "--show", "ko-KR", "--memory", "shown"),
                          DONE).out
        self.assertIn("홍등", one)
        self.assertNotIn("red lantern", one)

    def test_several_memories(self):
        for memory in ("one", "two"):
            self.expect(self.client("add", "--from", "en", "--to", "zh",
                                    "--memory", memory, "--create",
                                    "Quokka " + memory, "短尾矮袋鼠"), DONE)
        hits = self.hits("quokka", "en", "--memory", "one", "--memory", "two")
        self.assertEqual(sorted(hit["memory"] for hit in hits), ["one", "two"])

    def test_more_is_said(self):
        result = self.expect(self.client("concordance", "the", "--in", "en",
                                         "--limit", "1"), DONE)
        self.assertIn("--all", result.err)

    def test_nothing_found(self):
        result = self.expect(self.client("--json", "concordance", "Zxcvq",
                                         "--in", "en"), NOTHING_FOUND)
        self.assertEqual(result.json, {"hits": [], "more": False})
        self.assertIn("nothing found", result.err)
        result = self.expect(self.client("concordance", "Morgen", "--in",
                                         "de"), NOTHING_FOUND)
        self.assertIn("--in", result.err)

    def test_what_is_wrong_is_named(self):
        for arguments, code, named in (
                (("x", "--in", "??"), USAGE, "--in"),
                (("x",), USAGE, "--in"),
                (("--in", "en"), USAGE, "TEXT"),
                ((" ", "--in", "en"), USAGE, "TEXT"),
                (("x" * 1025, "--in", "en"), USAGE, "TEXT"),
                ((b"\xff", "--in", "en"), USAGE, "TEXT"),
                (("x", "--in", "en", "--show", "??"), USAGE, "--show"),
                (("x", "--in", "en", "--memory", "No"), USAGE, "--memory"),
                (("x", "--in", "en", "--limit", "0"), USAGE, "--limit"),
                (("x", "--in", "en", "--limit", "3", "--all"), USAGE, "--all"),
                (("x", "--in", "en", "--memory", "none"), ERROR, "none")):
            with self.subTest(arguments):
                result = self.expect(self.client("concordance", *arguments),
                                     code)
                self.assertIn(named, result.err)

    def test_default_memory_that_was_never_made(self):
        self.expect(run_client("--db", self.folder / "new.db", "memory",
                               "create", "other"), DONE)
        result = self.expect(
            run_client("--db", self.folder / "new.db", "concordance", "x",
                       "--in", "en"), NOTHING_FOUND)
        self.assertIn("import", result.err)

    def test_file_and_server_answer_alike(self):
        db = self.folder / "embedded.db"
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        arguments = ["--json", "concordance", "중국", "--in", "ko", "--all"]
        answers = [self.expect(self.client(*arguments), DONE).json,
                   self.expect(run_client("--db", db, *arguments), DONE).json]
        for answer in answers:
            for hit in answer["hits"]:
                for time in ("create_time", "update_time", "last_used_time"):
                    hit.pop(time, None)
        self.assertEqual(*answers)


if __name__ == "__main__":
    unittest.main()
