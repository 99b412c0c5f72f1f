"""A full or read-only disk: an error with its reason, nothing lost, the
server alive."""

import os
import subprocess
import unittest

from support import (DONE, ERROR, SAMPLE, SERVER, TIMEOUT_SECONDS, TestCase,
                     run_client)


class DiskTest(TestCase):

    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", self.disk],
            capture_output=True, timeout=TIMEOUT_SECONDS)
        if mounted.returncode != 0:
            self.skipTest("a small disk cannot be mounted here: "
                          + mounted.stderr.decode().strip())
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.disk],
                        check=True)

    def check(self, *way):
        """Fills the disk through `way` and finds all that was stored."""
        self.expect(run_client(*way, "add", "--from", "en", "--to", "ko",
                               "Before the disk was full.", "그 전에."), DONE)
        self.fill_but(150_000)
        imported = self.expect(run_client(*way, "--json", "import", SAMPLE),
                               ERROR)
        self.assertIn("free some space", imported.err)
        self.assertEqual(imported.json["problems"][-1]["reason"], "DISK_FULL")
        self.assertFalse(imported.json["complete"])
        found = self.expect(
            run_client(*way, "--json", "lookup", "Before the disk was full.",
                       "--from", "en", "--to", "ko"), DONE)
        self.assertEqual(found.json["matches"][0]["score"], 100)
        shown = run_client(*way, "--json", "memory", "show", "default").json
        self.assertGreaterEqual(shown["translation_units"],
                                1 + imported.json["added"])
        return imported.json

    def fill_but(self, size):
        free = os.statvfs(self.disk)
        (self.disk / "filler").write_bytes(
            bytes(free.f_bavail * free.f_frsize - size))

    def test_server(self):
        server = self.start_server(self.disk / "memory.db")
        self.check("--server", server.address)
        self.assertIsNone(server.process.poll())
        # With space again, the same server goes on.
        subprocess.run(["mount", "-o", "remount,size=64m", self.disk],
                       check=True)
        again = self.expect(run_client("--server", server.address, "--json",
                                       "import", SAMPLE), DONE).json
        self.assertEqual(again["added"] + again["merged"], 400)
        code, log = server.stop()
        self.assertEqual(code, 0, log)

    def test_file(self):
        self.check("--db", self.disk / "memory.db")

    def test_export(self):
        db = self.folder / "memory.db"
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        target = self.disk / "out.tmx"
        target.write_text("old")
        self.fill_but(100_000)
        result = self.expect(run_client("--db", db, "export", target), ERROR)
        self.assertIn("No space left", result.err)
        self.assertEqual(target.read_text(), "old")
        self.assertEqual(sorted(os.listdir(self.disk)), ["filler", "out.tmx"])

    def test_read_only(self):
        db = self.disk / "memory.db"
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        before = db.read_bytes()
        subprocess.run(["mount", "-o", "remount,ro", self.disk], check=True)
        opened = self.expect(run_client("--db", db, "memory", "list"), ERROR)
        self.assertIn("memory.db", opened.err)
        served = subprocess.run(
            [SERVER, "--db", db, "--listen", "127.0.0.1:0"],
            capture_output=True, encoding="utf-8", timeout=TIMEOUT_SECONDS)
        self.assertEqual(served.returncode, ERROR)
        self.assertIn("memory.db", served.stderr)
        self.assertEqual(db.read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
