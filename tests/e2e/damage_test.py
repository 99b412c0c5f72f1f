"""A database with a damaged page: what can be read is served, what cannot is
named, nothing is written."""

import re
import sqlite3
import unittest

from support import (DONE, ERROR, SAMPLE, SAMPLE_UNITS, TestCase, run_client,
                     sample_rows)

PAGE_BYTES = 4096


class DamageTest(TestCase):

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.expect(run_client("--db", self.db, "import", SAMPLE), DONE)

    def damage(self, tree, which=1):
        """Overwrites a leaf of a table; returns how many rows it had."""
        connection = sqlite3.connect(self.db)
        try:
            leaves = connection.execute(
                "SELECT pageno, ncell FROM dbstat WHERE name = ? AND "
                "pagetype = 'leaf' ORDER BY path", (tree,)).fetchall()
        finally:
            connection.close()
        page, rows = leaves[which]
        content = bytearray(self.db.read_bytes())
        content[(page - 1) * PAGE_BYTES:page * PAGE_BYTES] = (
            b"\xaa" * PAGE_BYTES)
        self.db.write_bytes(content)
        return rows

    def ids_left_out(self, message):
        first, last = re.search(r"ids (\d+)-(\d+)\)", message).groups()
        return range(int(first), int(last) + 1)

    def check(self, way, left_out):
        """Reads, writes and exports through `way`."""
        rows = sample_rows()
        for number, row in enumerate(rows, start=1):
            if number in (1, left_out[-1] + 1, SAMPLE_UNITS):
                found = self.expect(
                    run_client(*way, "--json", "lookup", row["en"], "--from",
                               "en", "--to", "ko"), DONE)
                self.assertEqual(found.json["matches"][0]["score"], 100)
        self.expect(run_client(*way, "get", "1"), DONE)
        self.expect(run_client(*way, "concordance", "the", "--in", "en"), DONE)
        unreadable = self.expect(run_client(*way, "get", left_out[0]), ERROR)
        self.assertIn("damaged", unreadable.err)
        for write in (("add", "--from", "en", "--to", "ko", "New.", "새."),
                      ("delete", "1"), ("import", SAMPLE),
                      ("memory", "create", "other"), ("database", "compact")):
            refused = self.expect(run_client(*way, *write), ERROR)
            self.assertIn("nothing is written", refused.err)
            self.assertIn("restore a backup", refused.err)
        self.check_verify(way, left_out)
        self.check_export(way, left_out)

    def check_verify(self, way, left_out):
        verified = self.expect(
            run_client(*way, "--json", "database", "verify"), ERROR).json
        checks = {check["check"]: check for check in verified["checks"]}
        self.assertGreaterEqual(checks["units"]["wrong"], len(left_out))
        self.assertLess(len(checks["units"]["problems"]), 5)
        self.assertIn(f"{left_out[0]}-{left_out[-1]}",
                      checks["units"]["problems"][0])
        self.assertEqual(checks["index"]["wrong"], 0)
        self.assertEqual(checks["tmx_round_trip"]["checked"],
                         SAMPLE_UNITS - len(left_out))

    def check_export(self, way, left_out):
        file = self.folder / "rest.tmx"
        exported = self.expect(run_client(*way, "export", file), ERROR)
        self.assertIn(f"{len(left_out)} translation units cannot be read "
                      f"(ids {left_out[0]}-{left_out[-1]})", exported.err)
        self.assertIn("all that could be read", exported.err)
        piped = self.expect(run_client(*way, "export"), ERROR)
        self.assertEqual(piped.out, file.read_text())
        new = self.folder / "new.db"
        self.expect(run_client("--db", new, "import", file), DONE)
        shown = self.expect(run_client("--db", new, "--json", "memory", "show",
                                       "default"), DONE).json
        self.assertEqual(shown["translation_units"],
                         SAMPLE_UNITS - len(left_out))
        new.unlink()

    def test_server(self):
        rows = self.damage("translation_unit")
        server = self.start_server(self.db)
        shown = run_client("--server", server.address, "database", "verify")
        left_out = range(0)
        try:
            refused = run_client("--server", server.address, "delete", "1")
            left_out = self.ids_left_out(refused.err)
            self.assertEqual(len(left_out), rows, shown)
            self.check(("--server", server.address), left_out)
            self.assertIsNone(server.process.poll())
        finally:
            code, log = server.stop()
        self.assertEqual(code, DONE, log)
        lines = [line for line in log.splitlines()
                 if "nothing is written" in line and "level=error" in line]
        # At the start, and for each call that was refused for it.
        self.assertGreater(len(lines), 1, log)
        self.assertIn("memory.db", lines[0])
        self.assertIn(f"{rows} translation units", lines[0])

    def test_file(self):
        self.damage("variant")
        before = self.db.read_bytes()
        shown = self.expect(run_client("--db", self.db, "memory", "list"), DONE)
        # Whoever reads an answer is told that it may lack something.
        self.assertIn("is damaged", shown.err)
        self.check(("--db", self.db), self.ids_left_out(shown.err))
        self.assertEqual(self.db.read_bytes(), before)

    def test_one_byte_of_a_text(self):
        content = self.db.read_bytes()
        number = 3
        text = sample_rows()[number - 1]["ko"].encode()
        self.assertEqual(content.count(text), 1)
        self.db.write_bytes(content.replace(text, b"\xff" + text[1:]))
        server = self.start_server(self.db)
        way = ("--server", server.address)
        read = self.expect(run_client(*way, "get", str(number)), ERROR)
        self.assertIn("not UTF-8", read.err)
        found = self.expect(
            run_client(*way, "concordance", "the", "--in", "en"), DONE)
        self.assertIn("the", found.out)
        file = self.folder / "rest.tmx"
        exported = self.expect(run_client(*way, "export", file), ERROR)
        self.assertIn(f"1 translation unit cannot be read (id {number})",
                      exported.err)
        self.assertNotIn("\N{REPLACEMENT CHARACTER}", file.read_text())
        self.expect(run_client(*way, "history", str(number)), ERROR)

    def test_a_damaged_index_costs_no_unit_in_an_export(self):
        whole = self.folder / "whole.tmx"
        self.expect(run_client("--db", self.db, "export", whole), DONE)
        self.damage("translation_unit_by_memory", which=0)
        rest = self.folder / "rest.tmx"
        self.expect(run_client("--db", self.db, "export", rest), DONE)
        self.assertEqual(rest.read_text(), whole.read_text())

    def test_without_memories_it_does_not_open(self):
        self.damage("memory", which=0)
        refused = self.expect(run_client("--db", self.db, "memory", "list"),
                              ERROR)
        self.assertIn("memory.db", refused.err)
        self.assertIn("restore it from a backup", refused.err)


if __name__ == "__main__":
    unittest.main()
