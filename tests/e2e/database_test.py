"""Backups, checks and tidying, with a server and without."""

import os
import sqlite3
import subprocess
import threading
import unittest

from support import (CLIENT, DONE, ERROR, SAMPLE, SAMPLE_UNITS,
                     TIMEOUT_SECONDS, USAGE, TestCase, client_environment,
                     run_client)


class DatabaseTest(TestCase):

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.backup = self.folder / "backup.db"
        self.where = ("--db", self.db)

    def client(self, *arguments, code=DONE):
        return self.expect(run_client(*self.where, *arguments), code)

    def count(self, db):
        shown = self.expect(run_client("--db", db, "--json", "memory", "show",
                                       "default"), DONE)
        return shown.json["translation_units"]

    def test_a_backup_restores_what_was_there(self):
        self.client("import", SAMPLE)
        made = self.client("--json", "database", "backup", self.backup).json
        self.assertEqual(made["bytes"], self.backup.stat().st_size)
        self.client("memory", "delete", "default", "--yes")
        # Not over something without being told.
        refused = self.client("database", "restore", self.backup, code=ERROR)
        self.assertIn("--force", refused.err)
        self.client("database", "restore", "--force", self.backup)
        self.assertEqual(self.count(self.db), SAMPLE_UNITS)
        new = self.folder / "new.db"
        self.expect(run_client("--db", new, "database", "restore",
                               self.backup), DONE)
        self.assertEqual(self.count(new), SAMPLE_UNITS)

    def test_files_are_not_for_everybody(self):
        self.addCleanup(os.umask, os.umask(0))
        server = self.start_server(self.db)
        self.where = ("--server", server.address)
        self.client("import", SAMPLE)
        for name in ("memory.db", "memory.db-wal", "memory.db-shm"):
            mode = (self.folder / name).stat().st_mode
            self.assertEqual(mode & 0o777, 0o660, name)

    def test_a_backup_is_not_overwritten_unasked(self):
        self.client("import", SAMPLE)
        self.backup.write_text("mine")
        self.client("database", "backup", self.backup, code=ERROR)
        self.assertEqual(self.backup.read_text(), "mine")
        self.client("database", "backup", "--force", self.backup)
        self.assertEqual(self.count(self.backup), SAMPLE_UNITS)

    def test_a_backup_goes_to_standard_output(self):
        self.client("import", SAMPLE)
        piped = subprocess.run(
            [CLIENT, *map(str, self.where), "database", "backup", "-"],
            capture_output=True, timeout=TIMEOUT_SECONDS, cwd=self.folder,
            env=client_environment())
        self.assertEqual(piped.returncode, DONE, piped.stderr)
        self.backup.write_bytes(piped.stdout)
        self.assertEqual(self.count(self.backup), SAMPLE_UNITS)
        self.assertFalse((self.folder / "-").exists())

    def test_no_database_in_use_is_overwritten(self):
        self.client("import", SAMPLE)
        refused = self.client("database", "backup", "--force", self.db,
                              code=ERROR)
        self.assertIn(str(self.db), refused.err)
        refused = self.client("export", self.db, code=ERROR)
        self.assertIn("is a database", refused.err)
        self.assertEqual(self.count(self.db), SAMPLE_UNITS)
        self.start_server(self.db)
        other = self.folder / "other.db"
        self.expect(run_client("--db", other, "import", SAMPLE), DONE)
        self.expect(run_client("--db", other, "database", "backup", "--force",
                               self.db), ERROR)

    def test_a_damaged_database_costs_no_good_backup(self):
        self.client("import", SAMPLE)
        self.client("database", "backup", self.backup)
        damaged = bytearray(self.db.read_bytes())
        damaged[-4096:] = b"\xaa" * 4096
        self.db.write_bytes(damaged)
        before = self.backup.read_bytes()
        refused = self.client("database", "backup", "--force", self.backup,
                              code=ERROR)
        self.assertIn("damaged", refused.err)
        self.assertEqual(self.backup.read_bytes(), before)

    def test_a_running_server_is_backed_up_while_it_is_written_to(self):
        server = self.start_server(self.db)
        self.where = ("--server", server.address)
        self.client("import", SAMPLE)
        writers = [threading.Thread(target=self.client, args=(
            "add", "--from", "en", "--to", "ko", f"Sentence {number}.", "글"))
            for number in range(6)]
        for writer in writers:
            writer.start()
        self.client("database", "backup", self.backup)
        for writer in writers:
            writer.join()
        self.assertGreaterEqual(self.count(self.backup), SAMPLE_UNITS)
        verified = self.expect(run_client("--db", self.backup, "--json",
                                          "database", "verify"), DONE)
        self.assertTrue(verified.json["in_order"])
        # A server keeps what it serves.
        self.client("database", "restore", self.backup, code=USAGE)
        self.expect(run_client("--db", self.db, "database", "restore",
                               "--force", self.backup), ERROR)
        self.assertFalse((self.folder / "memory.db-backup").exists())

    def test_a_damaged_backup_is_refused(self):
        self.client("import", SAMPLE)
        self.client("database", "backup", self.backup)
        damaged = bytearray(self.backup.read_bytes())
        damaged[4096:8192] = b"\xee" * 4096
        self.backup.write_bytes(damaged)
        self.client("database", "restore", "--force", self.backup, code=ERROR)
        self.assertEqual(self.count(self.db), SAMPLE_UNITS)

    def test_verify_says_what_it_looked_at(self):
        server = self.start_server(self.db)
        self.where = ("--server", server.address)
        self.client("import", SAMPLE)
        verified = self.client("--json", "database", "verify").json
        self.assertEqual([check["check"] for check in verified["checks"]],
                         ["file", "units", "index", "tmx_round_trip"])
        self.assertEqual([check["wrong"] for check in verified["checks"]],
                         [0, 0, 0, 0])
        self.assertEqual(verified["checks"][1]["checked"], SAMPLE_UNITS)
        some = self.client("database", "verify", "--check", "units,index").out
        self.assertEqual(len(some.splitlines()), 2)
        self.assertIn("all in order", some)

    def test_verify_finds_damage(self):
        self.client("import", SAMPLE)
        connection = sqlite3.connect(self.db)
        connection.execute("UPDATE memory SET translation_unit_count = 5")
        connection.commit()
        connection.close()
        verified = self.client("--json", "database", "verify", code=ERROR)
        self.assertFalse(verified.json["in_order"])
        self.assertEqual(verified.json["checks"][1]["wrong"], 1)
        self.assertIn("says 5", verified.json["checks"][1]["problems"][0])

    def test_verify_goes_on_after_a_damaged_page(self):
        self.client("import", SAMPLE)
        connection = sqlite3.connect(self.db)
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master "
            "WHERE name = 'change_log_by_unit'").fetchone()
        connection.close()
        damaged = bytearray(self.db.read_bytes())
        damaged[(page - 1) * 4096:page * 4096] = b"\xaa" * 4096
        self.db.write_bytes(damaged)
        checks = self.client("--json", "database", "verify",
                             code=ERROR).json["checks"]
        self.assertEqual([check["check"] for check in checks],
                         ["file", "units", "index", "tmx_round_trip"])
        self.assertEqual([check["wrong"] > 0 for check in checks],
                         [True, True, False, False])

    def test_compact_tells_first_and_then_tidies(self):
        self.client("import", SAMPLE)
        self.client("memory", "create", "other")
        self.client("import", SAMPLE, "--memory", "other")
        self.client("memory", "delete", "other", "--yes")
        dry = self.client("--json", "database", "compact", "--dry-run").json
        self.assertTrue(dry["dry_run"])
        self.assertEqual(dry["checked"], SAMPLE_UNITS)
        self.assertEqual(dry["merged"], 0)
        done = self.client("--json", "database", "compact").json
        self.assertLess(done["bytes_after"], done["bytes_before"])
        self.assertEqual(self.count(self.db), SAMPLE_UNITS)
        self.client("database", "compact", "--history-days", "0", code=USAGE)


if __name__ == "__main__":
    unittest.main()
