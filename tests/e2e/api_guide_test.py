"""The pieces of Python in client/API_GUIDE.md do what it says."""

import pathlib
import queue
import re
import unittest
from unittest import mock

from certificates import Authority
from support import (DONE, SAMPLE, SAMPLE_UNITS, TIMEOUT_SECONDS, TestCase,
                     run_client)

import grpc
from presstm.v1 import translation_memory_pb2 as pb

CLIENT_FOLDER = pathlib.Path(__file__).parents[2] / "client"
GUIDE = CLIENT_FOLDER / "API_GUIDE.md"
BARS = "The disappearance of bars was understandable."
BARS_IN_CHINESE = "他曾表示，酒吧的消失情有可原。"


class ApiGuideTest(TestCase):

    def setUp(self):
        super().setUp()
        authority = Authority(self.folder)
        certificate, key = authority.issue("server")
        on_file = ("--db", self.folder / "memory.db")
        for command in (["import", SAMPLE],
                        ["access", "grant", "kim", "maintainer", "--memory",
                         "default"]):
            self.expect(run_client(*on_file, *command), DONE)
        token = self.expect(run_client(*on_file, "token", "create", "kim"),
                            DONE).out.strip()
        server = self.start_server(
            on_file[1], "--tls-cert", certificate, "--tls-key", key,
            "--require-authentication")
        self.guide = {"address": server.address, "token": token,
                      "authority": str(authority.path)}

    def run_pieces(self):
        """One after the other; each failure names its line of the guide."""
        text = GUIDE.read_text(encoding="utf-8")
        pieces = list(re.finditer(r"^```python\n(.*?)^```$", text,
                                  re.MULTILINE | re.DOTALL))
        self.assertGreater(len(pieces), 5)
        for piece in pieces:
            line = text.count("\n", 0, piece.start(1))
            # People wait two seconds; a loaded machine may need more.
            code = re.sub(r"timeout=[0-9]+", f"timeout={TIMEOUT_SECONDS}",
                          "\n" * line + piece[1])
            exec(compile(code, str(GUIDE), "exec"), self.guide)
        self.addCleanup(self.guide["channel"].close)

    def expect_error(self, code, cause, call, request):
        with self.assertRaises(grpc.RpcError) as caught:
            call(request, metadata=self.guide["metadata"])
        self.assertEqual(caught.exception.code(), code)
        self.assertEqual(self.guide["cause"](caught.exception), cause)

    def test_pieces(self):
        self.run_pieces()
        guide = self.guide
        with self.subTest("who asks"):
            self.assertEqual(guide["identity"].identity, "kim")
            self.assertTrue(guide["can_write"])
            self.assertEqual([memory.name for memory in guide["memories"]],
                             ["memories/default"])
        with self.subTest("a batch with a mask"):
            self.assertEqual(guide["kinds"], ["response", None, "error"])
        with self.subTest("pre-translation"):
            self.assertEqual(guide["best"], [BARS_IN_CHINESE] * 250)
        with self.subTest("concordance"):
            self.assertIn("bars", guide["places"])
        with self.subTest("writing"):
            outcomes = [guide[name].outcome
                        for name in ("first", "again", "corrected")]
            self.assertEqual(outcomes, [pb.WRITE_OUTCOME_ADDED,
                                        pb.WRITE_OUTCOME_MERGED,
                                        pb.WRITE_OUTCOME_REPLACED])
            self.assertEqual(guide["again"].translation_unit.name,
                             guide["first"].translation_unit.name)
            # What is sent twice is as if it had been sent once.
            self.assertEqual(guide["again"].translation_unit.etag,
                             guide["first"].translation_unit.etag)
            self.assertEqual(guide["match"].target.segment.text, "无人反对。")
            self.assertEqual(guide["match"].type,
                             pb.MATCH_TYPE_DOUBLE_CONTEXT)
        with self.subTest("undoing"):
            self.assertEqual(guide["undone"].variants[1].segment.text,
                             "无人反对。")
        with self.subTest("copy"):
            self.assertEqual(len(guide["copy"]), SAMPLE_UNITS)
            unit = guide["confirm"]("New.", "新的。", guide["rule"])
            name = unit.translation_unit.name
            number = guide["follow"](guide["copy"], guide["sequence"])
            self.assertGreater(number, guide["sequence"])
            self.assertEqual(guide["copy"][name], unit.translation_unit)
            self.assertEqual(guide["follow"](guide["copy"], number), number)
            guide["stub"].DeleteTranslationUnit(
                pb.DeleteTranslationUnitRequest(name=name),
                metadata=guide["metadata"])
            guide["follow"](guide["copy"], number)
            self.assertNotIn(name, guide["copy"])
        with self.subTest("tags"):
            source = guide["tagged"]
            stored = guide["stub"].CreateTranslationUnit(
                pb.CreateTranslationUnitRequest(
                    parent="memories/default", translation_unit=
                    pb.TranslationUnit(variants=[pb.Variant(
                        language_code="en", segment=source)])),
                metadata=guide["metadata"]).variants[0].segment
            self.assertEqual([code.number for code in stored.codes], [1, 1])
            self.assertEqual(guide["with_tags"](stored),
                             "Press the <b>red</b> button.")
        with self.subTest("errors"):
            unit = guide["confirm"]("Old.", "旧的。", guide["rule"])
            self.expect_error(
                grpc.StatusCode.ABORTED, ("ETAG_MISMATCH", ["etag"]),
                guide["stub"].DeleteTranslationUnit,
                pb.DeleteTranslationUnitRequest(
                    name=unit.translation_unit.name, etag=guide["stale"]))
            self.expect_error(
                grpc.StatusCode.INVALID_ARGUMENT,
                ("UNKNOWN_LANGUAGE", ["source_language_code"]),
                guide["stub"].Lookup, pb.LookupRequest(
                    query=pb.Segment(text="x"), source_language_code="?",
                    target_language_code="zh", memories=[
                        pb.MemorySelection(memory="memories/default")]))

    def test_only_the_newest_text_is_answered(self):
        self.run_pieces()
        shown = queue.Queue()
        proposals = self.guide["Proposals"](shown.put)
        proposals.ask(BARS)
        self.assertEqual(
            shown.get(timeout=TIMEOUT_SECONDS)[0].target.segment.text,
            BARS_IN_CHINESE)
        # Calls that end when the test wants them to.
        calls = [mock.Mock(), mock.Mock()]
        self.guide["stub"] = mock.Mock()
        self.guide["stub"].Lookup.future.side_effect = calls
        for text, call in zip(("One", "One more"), calls):
            call.code.return_value = grpc.StatusCode.OK
            call.result.return_value.matches = text
            proposals.ask(text)
        calls[0].cancel.assert_called_once()
        calls[1].cancel.assert_not_called()
        for call in calls:
            answered, = call.add_done_callback.call_args.args
            answered(call)
        self.assertEqual([shown.get(timeout=0)], ["One more"])
        self.assertTrue(shown.empty())

    def test_a_method_of_later_versions(self):
        self.run_pieces()
        later = self.guide["channel"].unary_unary(
            "/presstm.v1.TranslationMemoryService/FromALaterVersion")
        self.expect_error(grpc.StatusCode.UNIMPLEMENTED, ("", []), later, b"")

    def test_names_only_what_there_is(self):
        guide = GUIDE.read_text(encoding="utf-8")
        for rule in pb.WriteRule.keys()[1:]:
            self.assertIn(f"| `{rule.removeprefix('WRITE_RULE_')}` |", guide)
        errors = (CLIENT_FOLDER.parent / "tm_store" / "base" /
                  "error.cc").read_text(encoding="utf-8")
        known = set(re.findall(r'"([A-Z_0-9]+)"', errors))
        known.update(code.name for code in grpc.StatusCode)
        table = guide[guide.index("| code | reason"):
                      guide.index("Reasons are open-ended")]
        named = re.findall("`([A-Z][A-Z_0-9]+)`", table)
        self.assertGreater(len(named), 10)
        self.assertLessEqual(set(named), known)
        for link in re.findall(r"\]\(([^)#]+)", guide):
            self.assertTrue((CLIENT_FOLDER / link).exists(), link)
        headings = {
            re.sub(r"[^a-z -]", "", heading.lower()).replace(" ", "-")
            for heading in re.findall(r"^## (.*)$", guide, re.MULTILINE)}
        anchors = re.findall(r"\]\(#([^)]*)\)", guide)
        self.assertLessEqual(set(anchors), headings)


if __name__ == "__main__":
    unittest.main()
