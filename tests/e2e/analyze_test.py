"""The analysis of documents: what is known, repeated, similar and new."""

import csv
import io
import unittest

from support import (DONE, ERROR, USAGE, ServerTestCase, sample_rows)

BANDS = ["102", "101", "repetitions", "repetitions across files", "100",
         "95-99", "85-94", "75-84", "50-74", "internal 95-99",
         "internal 85-94", "internal 75-84", "internal 50-74", "new"]


class AnalyzeTest(ServerTestCase):

    def write(self, name, lines):
        path = self.folder / name
        path.write_text("".join(line + "\n" for line in lines),
                        encoding="utf-8")
        return path

    def analyze(self, *arguments, code=DONE):
        return self.expect(self.client("analyze", "--from", "en", "--to", "ko",
                                       *arguments), code)

    def bands(self, part):
        return {band["band"]: band["segments"] for band in part["bands"]
                if band["segments"]}

    def test_bands(self):
        seen = set()
        rows = [row for row in sample_rows()
                if not (row["en"] in seen or seen.add(row["en"]))]
        known = max(rows, key=lambda row: len(row["en"]))["en"]
        invented = "Quxly zorbets flibbered plonkish grobbles beneath seven"
        first = self.write("a.txt", [
            known, invented + " moons", "", known, invented + " stars"])
        second = self.write("b.txt", [invented + " moons", "Vrrzkt qwlmp."])
        result = self.analyze("--json", first, second).json
        self.assertEqual([band["band"] for band in
                          result["files"][0]["bands"]], BANDS)
        self.assertEqual(self.bands(result["files"][0]),
                         {"100": 1, "repetitions": 1, "internal 85-94": 1,
                          "new": 1})
        self.assertEqual(self.bands(result["files"][1]),
                         {"repetitions across files": 1, "new": 1})
        self.assertEqual(result["total"]["total"]["segments"], 6)

    def test_context_comes_before_repetition(self):
        rows = [row["en"] for row in sample_rows()[:30]]
        path = self.write("a.txt", rows + rows)
        bands = self.bands(self.analyze("--json", path).json["total"])
        self.assertGreater(bands["102"], 40, bands)

    def test_counts_and_weights(self):
        path = self.write("a.txt", ["Quxly zorbets 习近平 속보를."])
        new = self.analyze("--json", path).json["total"]["bands"][-1]
        self.assertEqual(
            {key: new[key] for key in (
                "segments", "words", "chinese_characters", "eojeol",
                "characters", "characters_without_spaces", "weight")},
            {"segments": 1, "words": 2, "chinese_characters": 3, "eojeol": 4,
             "characters": 22, "characters_without_spaces": 19, "weight": 1})
        half = self.analyze("--json", path, "--weights", "new=0.5,95=0").json
        self.assertEqual(half["total"]["weighted"]["words"], 1)
        named = self.analyze("--json", path, "--weights", "95-99=0.5").json
        self.assertEqual([band["weight"] for band in named["total"]["bands"]
                          if band["band"].endswith("95-99")], [0.5, 0.3])
        for weights in ("new=2", "96=1", "new"):
            refused = self.analyze(path, "--weights", weights, code=USAGE)
            self.assertIn("--weights", refused.err)

    def test_table_and_csv(self):
        path = self.write("a, b.txt", ["Quxly zorbets."])
        table = self.analyze(path).out
        self.assertRegex(table, r"\n  new +1 +2 +0 +2 +14 +13 +1\n")
        rows = list(csv.DictReader(io.StringIO(
            self.analyze("--csv", path, path).out)))
        self.assertEqual({row["file"] for row in rows}, {str(path), "total"})
        total = [row for row in rows if row["file"] == "total"]
        self.assertEqual([row["band"] for row in total],
                         BANDS + ["total", "weighted", "left out"])
        self.assertEqual(total[-3]["words"], "4")
        self.assertEqual([row["weight"] for row in total[-5:]],
                         ["1", "1", "", "", ""])
        self.analyze("--csv", "--json", path, code=USAGE)

    def test_what_is_left_out(self):
        path = self.write("a.xlf", [
            '<xliff version="1.2"><file source-language="en" '
            'target-language="ko"><body>',
            '<trans-unit id="1" translate="no"><source>A b</source>'
            '</trans-unit>',
            '<trans-unit id="2"><source>Vrrzkt qwlmp</source><target>x'
            '</target></trans-unit>',
            '</body></file></xliff>'])
        result = self.analyze("--json", path).json["total"]
        self.assertEqual(result["left_out"]["words"], 2)
        self.assertEqual(self.bands(result), {"new": 1})
        path.write_text("<xliff", encoding="utf-8")
        self.assertIn("a.xlf:1:", self.analyze(path, code=ERROR).err)


if __name__ == "__main__":
    unittest.main()
