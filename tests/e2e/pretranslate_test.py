"""Documents filled with what a memory knows, read by other programs."""

import gzip
import importlib.util
import os
import pty
import re
import signal
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

from support import (CLIENT, DONE, ERROR, USAGE, ServerTestCase,
                     client_environment, sample_rows)

XLIFF_2 = "urn:oasis:names:tc:xliff:document:2.0"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"


def xliff_1(sources, target_language="ko"):
    units = "".join(
        f'<trans-unit id="{k}">\n  <source>{escape(source)}</source>\n'
        "</trans-unit>\n" for k, source in enumerate(sources))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<!-- kept -->\n'
            '<xliff version="1.2" '
            'xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
            f'<file original="a" datatype="html" source-language="en" '
            f'target-language="{target_language}"><body>\n{units}'
            "</body></file></xliff>\n")


def xliff_2(sources):
    units = "".join(
        f'<unit id="u{k}">\n<segment><source>{escape(source)}</source>'
        "</segment>\n</unit>\n" for k, source in enumerate(sources))
    return (f'<xliff xmlns="{XLIFF_2}" version="2.0" srcLang="en" '
            f'trgLang="ko">\n<file id="f">{units}</file></xliff>\n')


class PretranslateTest(ServerTestCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        seen = set()
        # Each source once: those of several translations are ambiguous.
        cls.rows = [row for row in sample_rows()
                    if row["en"] and row["ko"] and
                    not (row["en"] in seen or seen.add(row["en"]))]

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else
                         text.encode("utf-8"))
        return path

    def pretranslate(self, path, *options, code=DONE):
        return self.expect(self.client("pretranslate", path, *options), code)

    def counts(self, path, *options):
        return self.expect(self.client("--json", "pretranslate", path,
                                       *options), DONE).json

    def test_targets_of_xliff_1(self):
        rows = self.rows[:40]
        text = xliff_1([row["en"] for row in rows])
        path = self.write("news.xlf", text)
        counts = self.counts(path)
        output = self.folder / "news.pretranslated.xlf"
        self.assertEqual(counts["file"], str(output))
        filled = output.read_text(encoding="utf-8")
        # What was there is there, byte for byte.
        self.assertEqual(path.read_text(encoding="utf-8"), text)
        self.assertEqual(re.sub(r"\n  <target .*?</target>", "", filled,
                                flags=re.S), text)
        self.assertEqual(sum(counts["filled"].values()), 40, counts)
        self.assertGreater(counts["filled"]["102"], 20, counts)
        name = "{urn:oasis:names:tc:xliff:document:1.2}"
        root = ElementTree.fromstring(filled.encode("utf-8"))
        targets = [target.text for target in root.iter(name + "target")]
        self.assertEqual(targets, [row["ko"] for row in rows])

    @unittest.skipUnless(importlib.util.find_spec("translate"),
                         "translate-toolkit is not installed")
    def test_blanks_at_the_ends_are_the_documents(self):
        rows = self.rows[:5]
        path = self.write("a.xlf", xliff_1(
            [f"\n    {row['en']}\n  " for row in rows]))
        self.assertEqual(self.counts(path)["filled"]["100"], 5)
        filled = (self.folder / "a.pretranslated.xlf").read_text("utf-8")
        self.assertEqual(
            re.findall(r"<target [^>]*>(.*?)</target>", filled, re.S),
            [f"\n    {escape(row['ko'])}\n  " for row in rows])
        bands = self.expect(self.client("analyze", "--json", path, "--from",
                                        "en", "--to", "ko"), DONE).json
        self.assertEqual(bands["total"]["bands"][4]["segments"], 5, bands)

    def test_files_of_translate_toolkit(self):
        from translate.storage import xliff
        rows = self.rows[:10]
        store = xliff.xlifffile()
        store.setsourcelanguage("en")
        store.settargetlanguage("ko")
        for row in rows:
            store.addsourceunit(row["en"])
        store.addsourceunit(rows[0]["en"].replace(" ", " very ", 1))
        path = self.write("toolkit.xlf", bytes(store))
        self.pretranslate(path, "--threshold", 60)
        result = xliff.xlifffile.parsefile(
            str(self.folder / "toolkit.pretranslated.xlf"))
        self.assertEqual([unit.target for unit in result.units[:10]],
                         [row["ko"] for row in rows])
        fuzzy = result.units[10]
        self.assertFalse(fuzzy.target)
        self.assertEqual(fuzzy.getalttrans()[0].target, rows[0]["ko"])

    def test_matches_of_xliff_2(self):
        row = self.rows[0]
        path = self.write("two.xlf", xliff_2(
            [row["en"], row["en"].replace(" ", " very ", 1)]))
        counts = self.counts(path, "--threshold", 60)
        self.assertEqual((sum(counts["filled"].values()),
                          counts["with_alternatives"]), (1, 1), counts)
        root = ElementTree.parse(self.folder / "two.pretranslated.xlf")
        segments = root.findall(f".//{{{XLIFF_2}}}segment")
        self.assertEqual(segments[0].get("state"), "translated")
        self.assertEqual(segments[0].find(f"{{{XLIFF_2}}}target").text,
                         row["ko"])
        self.assertIsNone(segments[1].find(f"{{{XLIFF_2}}}target"))
        match = root.find(f".//{{{MATCHES}}}match")
        self.assertEqual(match.get("ref"), "#" + segments[1].get("id"))
        self.assertGreaterEqual(float(match.get("similarity")), 60)
        self.assertEqual(match.find(f"{{{XLIFF_2}}}target").text, row["ko"])

    def test_the_missing_language_of_tmx(self):
        rows = self.rows[:5]
        units = "".join(
            f'<tu>\n<tuv xml:lang="en"><seg>{escape(row["en"])}</seg></tuv>\n'
            "</tu>\n" for row in rows)
        text = ('<tmx version="1.4"><header srclang="en" segtype="sentence"/>'
                f"<body>\n{units}</body></tmx>\n")
        path = self.write("a.tmx", text)
        refused = self.pretranslate(path, code=USAGE)
        self.assertIn("--to", refused.err)
        self.pretranslate(path, "--to", "ko")
        filled = (self.folder / "a.pretranslated.tmx").read_text("utf-8")
        self.assertEqual(
            re.sub(r'\n<tuv xml:lang="ko">.*?</tuv>', "", filled), text)
        self.expect(self.client("import", self.folder /
                                "a.pretranslated.tmx", "--memory", "again",
                                "--create"), DONE)
        found = self.client("lookup", rows[1]["en"], "--from", "en", "--to",
                            "ko", "--memory", "again", "--json").json
        self.assertEqual(found["matches"][0]["target"]["text"],
                         rows[1]["ko"])

    def test_lines_of_text(self):
        first, second = self.rows[:2]
        text = f"{first['en']}\r\n\r\nNobody knows this.\n{second['en']}"
        result = self.expect(
            self.client("pretranslate", "-", "--format", "text", "--from",
                        "en", "--to", "ko", stdin=text), DONE)
        self.assertEqual(result.out, f"{first['ko']}\r\n\r\nNobody knows this."
                                     f"\n{second['ko']}")
        self.assertIn("3 segments", result.err)

    def test_in_place_and_packed(self):
        row = self.rows[0]
        packed = gzip.compress(xliff_1([row["en"]]).encode("utf-8"))
        path = self.write("a.xlf.gz", packed)
        self.pretranslate(path)
        filled = gzip.decompress(
            (self.folder / "a.pretranslated.xlf.gz").read_bytes())
        self.assertIn(escape(row["ko"]).encode("utf-8"), filled)
        path = self.write("b.xlf", xliff_1([row["en"]]))
        self.pretranslate(path, "--in-place")
        self.assertEqual(path.read_bytes(), filled)
        self.assertEqual(len(list(self.folder.iterdir())), 3)
        # Nothing is left to do.
        self.assertEqual(self.counts(path, "--in-place")["translated"], 1)
        self.assertEqual(path.read_bytes(), filled)

    def test_thresholds(self):
        row = self.rows[0]
        path = self.write("a.xlf", xliff_1(
            [row["en"], row["en"].replace(" ", " very ", 1)]))
        only_context = self.counts(path, "--fill-threshold", 102)
        self.assertEqual(only_context["with_alternatives"], 2, only_context)
        all_filled = self.counts(path, "--fill-threshold", 60)
        self.assertEqual(all_filled["filled"]["below_100"], 1, all_filled)
        text = (self.folder / "a.pretranslated.xlf").read_text("utf-8")
        self.assertIn('state="needs-review-translation" '
                      'state-qualifier="fuzzy-match"', text)
        nothing = self.counts(path, "--max-alternatives", 0)
        self.assertEqual(nothing["alternatives"], 0, nothing)
        self.assertNotIn("alt-trans", (
            self.folder / "a.pretranslated.xlf").read_text("utf-8"))

    def test_a_file_that_is_not_well_formed_leaves_nothing(self):
        text = xliff_1([row["en"] for row in self.rows[:300]])
        path = self.write("cut.xlf", text[:-100])
        result = self.pretranslate(path, code=ERROR)
        self.assertRegex(result.err, r"cut\.xlf:\d+: the file is cut off")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["cut.xlf"])
        self.pretranslate(path, "--in-place", code=ERROR)
        self.assertEqual(path.read_text("utf-8"), text[:-100])

    def test_a_signal_leaves_nothing(self):
        text = xliff_1([row["en"] for row in self.rows[:300]]).encode("utf-8")
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process = subprocess.Popen(
                [CLIENT, "--server", self.server.address, "pretranslate", "-",
                 "--format", "xliff", "--output", self.folder / "out.xlf"],
                stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=client_environment())
            # It waits for the rest once it has written some.
            process.stdin.write(text[:-100])
            process.stdin.flush()
            while not any(path.stat().st_size
                          for path in self.folder.iterdir()):
                self.assertIsNone(process.poll())
            process.send_signal(ending)
            self.assertEqual(process.wait(), -ending)
            process.stdin.close()
            self.assertEqual(list(self.folder.iterdir()), [])

    def test_languages(self):
        path = self.write("a.xlf", xliff_1([self.rows[0]["en"]]))
        result = self.pretranslate(path, "--to", "zh", code=USAGE)
        self.assertIn("--to: the file's language is ko", result.err)
        self.pretranslate(path, "--to", "ko-KR", "--from", "en-US")
        several = xliff_1([self.rows[0]["en"]]).replace(
            "</xliff>", xliff_1([self.rows[0]["en"]], "zh").partition(
                ".2\">\n")[2])
        several = several[:several.index("</xliff>") + 9]
        path = self.write("b.xlf", several)
        counts = self.counts(path)
        self.assertEqual((counts["segments"], counts["other_language"]),
                         (2, 1), counts)

    def test_wrong_command_lines(self):
        path = self.write("a.doc", "x")
        for options in ((path,), ("missing.xlf",),
                        (path, "--output", "x", "--in-place"),
                        (path, "--fill-threshold", "103"),
                        ("-", "--format", "xliff", "--in-place")):
            with self.subTest(options):
                result = self.client("pretranslate", *options)
                self.assertIn(result.code, (USAGE, ERROR), result)
                self.assertTrue(result.err, result)

    def test_a_long_document(self):
        rows = self.rows * (6000 // len(self.rows))
        path = self.write("long.xlf", xliff_1([row["en"] for row in rows]))
        self.pretranslate(path)
        filled = (self.folder / "long.pretranslated.xlf").read_text("utf-8")
        targets = re.findall(r"<target [^>]*>(.*?)</target>", filled, re.S)
        self.assertEqual(targets, [escape(row["ko"]) for row in rows])

    def test_a_terminal_shows_progress(self):
        rows = self.rows * (20000 // len(self.rows))
        path = self.write("long.xlf", xliff_1([row["en"] for row in rows]))
        main, side = pty.openpty()
        process = subprocess.Popen(
            [CLIENT, "--server", self.server.address, "pretranslate",
             str(path)], stdout=subprocess.DEVNULL, stderr=side,
            env=client_environment())
        os.close(side)
        shown = b""
        while True:
            try:
                chunk = os.read(main, 4096)
            except OSError:  # The other side is closed.
                break
            if not chunk:
                break
            shown += chunk
        os.close(main)
        self.assertEqual(process.wait(), DONE)
        self.assertRegex(shown.decode(), r"\[#* *\] +\d+% \d+ segments")


if __name__ == "__main__":
    unittest.main()
