"""What --strict, --atomic and --dry-run make of good and bad files, at a server
and with a file opened in the client's own process; and imports cut off."""

import os
import signal
import sqlite3
import subprocess
import unittest
import zipfile

from import_export_test import tmx, unit
from support import (CLIENT, DONE, ERROR, TIMEOUT_SECONDS, USAGE, TestCase,
                     client_environment, run_client)

EMPTY = ('<tu tuid="empty"><tuv xml:lang="en"><seg>One</seg></tuv>'
         '<tuv xml:lang="ko"><seg> </seg></tuv></tu>')
# The header has four lines.
BAD_UNIT = tmx(unit(1), EMPTY, unit(3))
MALFORMED = tmx(unit(1), unit(2), "<tu><tuv></tu>")


class ModesTest(TestCase):

    def setUp(self):
        super().setUp()
        server = self.start_server()
        self.targets = {
            "server": ("--server", server.address),
            "embedded": ("--db", self.folder / "embedded.db"),
        }
        for name, content in (("bad_unit.tmx", BAD_UNIT),
                              ("malformed.tmx", MALFORMED)):
            (self.folder / name).write_text(content, encoding="utf-8")

    def stored(self, target):
        shown = run_client(*target, "--json", "memory", "show", "default")
        return shown.json["translation_units"] if shown.code == DONE else 0

    def test_an_archive_is_stored_whole_or_not_at_all(self):
        path = self.folder / "two.zip"
        for other in ("malformed.tmx", "bad_unit.tmx"):
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("good.tmx", tmx(unit(1), unit(2)))
                archive.write(self.folder / other, other)
            whole = path.read_bytes()
            cut = self.folder / "cut.zip"
            cut.write_bytes(whole[:-len(whole) // 3])
            for file in (path, cut):
                for name, target in self.targets.items():
                    with self.subTest(other=other, file=file, target=name):
                        result = self.expect(
                            run_client(*target, "import", "--strict", file),
                            ERROR)
                        self.assertIn("two.zip:" + other if file == path
                                      else "cut.zip", result.err)
                        self.assertEqual(self.stored(target), 0, result)
        with zipfile.ZipFile(path, "w") as archive:
            for number in (1, 2):
                archive.writestr(f"{number}.tmx", tmx(unit(number)))
        for target in self.targets.values():
            report = self.expect(run_client(*target, "--json", "import",
                                            "--atomic", path), DONE).json
            self.assertEqual(report["added"], 2)
        refused = self.expect(
            run_client(*target, "import", "--atomic", "-",
                       stdin=path.read_bytes()), ERROR)
        self.assertIn("give a file", refused.err)

    def test_a_dry_run_takes_a_missing_database_for_an_empty_one(self):
        missing = self.folder / "missing.db"
        report = self.expect(
            run_client("--db", missing, "--json", "import", "--dry-run",
                       self.folder / "bad_unit.tmx"), DONE).json
        self.assertEqual(report["added"], 2)
        self.assertFalse(missing.exists())

    def test_a_missing_file_makes_no_memory(self):
        target = self.targets["server"]
        self.expect(run_client(*target, "import", "missing.tmx", "--memory",
                               "m", "--create"), ERROR)
        self.assertEqual(
            run_client(*target, "--json", "memory", "list").json["memories"],
            [])

    def test_columns_are_for_tables(self):
        result = self.expect(
            run_client(*self.targets["server"], "import", "--columns", "en,ko",
                       self.folder / "malformed.tmx"), USAGE)
        self.assertIn("--columns: only CSV and TSV have columns", result.err)

    def test_a_flood_of_problems_is_counted(self):
        path = self.folder / "flood.tmx"
        path.write_text(tmx("<tu/>\n" * 5000), encoding="utf-8")
        for target in self.targets.values():
            result = run_client(*target, "--json", "import", path)
            self.assertEqual(len(result.json["problems"]), 1000)
            self.assertEqual(result.json["problems_omitted"], 4000)
            result = run_client(*target, "import", path)
            self.assertIn("and 4980 more problems; --json lists the first "
                          "1000", result.err)

    def test_modes(self):
        # File, options; exit code, read, added, rejected, stored; the last
        # problem's line and reason.
        rows = (
            ("bad_unit.tmx", (), DONE, 3, 2, 1, 2, 6, "SEGMENT_EMPTY"),
            ("bad_unit.tmx", ("--atomic",), DONE, 3, 2, 1, 2, 6,
             "SEGMENT_EMPTY"),
            ("bad_unit.tmx", ("--strict",), ERROR, 3, 0, 1, 0, 6,
             "IMPORT_REFUSED"),
            ("bad_unit.tmx", ("--dry-run",), DONE, 3, 2, 1, 0, 6,
             "SEGMENT_EMPTY"),
            ("bad_unit.tmx", ("--strict", "--dry-run"), ERROR, 3, 0, 1, 0, 6,
             "IMPORT_REFUSED"),
            ("malformed.tmx", (), ERROR, 2, 2, 0, 2, 7, "TMX_MALFORMED"),
            ("malformed.tmx", ("--atomic",), ERROR, 2, 0, 0, 0, 7,
             "TMX_MALFORMED"),
            ("malformed.tmx", ("--strict",), ERROR, 2, 0, 0, 0, 7,
             "TMX_MALFORMED"),
            ("malformed.tmx", ("--dry-run",), ERROR, 2, 2, 0, 0, 7,
             "TMX_MALFORMED"),
        )
        for name, target in self.targets.items():
            for (file, options, code, read, added, rejected, stored, line,
                 reason) in rows:
                with self.subTest(f"{name} {file} {options}"):
                    run_client(*target, "memory", "delete", "default", "--yes")
                    report = self.expect(
                        run_client(*target, "--json", "import", *options,
                                   self.folder / file), code).json
                    self.assertEqual(
                        (report["read"], report["added"], report["rejected"]),
                        (read, added, rejected), report)
                    self.assertEqual(report["complete"], code == DONE)
                    self.assertEqual(self.stored(target), stored)
                    last = report["problems"][-1]
                    self.assertEqual((last["line"], last["reason"]),
                                     (line, reason), last)
                    text = run_client(*target, "import", "--dry-run", *options,
                                      self.folder / file)
                    self.assertEqual(text.code, code)
                    self.assertTrue(text.out.startswith("dry run, "), text)


class CutOffTest(TestCase):
    """An import whose client or server is killed can be run again."""

    UNITS = 30_000

    def setUp(self):
        super().setUp()
        self.file = self.folder / "many.tmx"
        self.file.write_text(tmx(*[unit(k) for k in range(self.UNITS)]),
                             encoding="utf-8")
        self.db = self.folder / "memory.db"

    def units(self):
        with sqlite3.connect(self.db) as database:
            return database.execute(
                "SELECT count(*), count(DISTINCT external_id) "
                "FROM translation_unit").fetchone()

    def changes(self):
        with sqlite3.connect(self.db) as database:
            return database.execute(
                "SELECT count(*) FROM change_log").fetchone()[0]

    def start_import(self, server):
        """Starts an import from a pipe, and gives half of the file."""
        process = subprocess.Popen(
            [CLIENT, "--server", server.address, "import", "-"],
            stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, env=client_environment())
        content = self.file.read_bytes()
        process.stdin.write(content[:len(content) // 2])
        process.stdin.flush()
        return process

    def wait_for_units(self, server):
        """Waits until some units of the import are stored."""
        while True:
            shown = run_client("--server", server.address, "--json", "memory",
                               "show", "default")
            if shown.code == DONE and shown.json["translation_units"] > 0:
                return

    def check_it_can_be_completed(self, server):
        imported = self.expect(
            run_client("--server", server.address, "--json", "import",
                       self.file), DONE).json
        self.assertEqual(imported["read"], self.UNITS)
        self.assertGreater(imported["merged"], 0)
        self.assertEqual(imported["added"] + imported["merged"], self.UNITS)
        self.assertEqual(self.units(), (self.UNITS, self.UNITS))
        changes = self.changes()
        again = self.expect(
            run_client("--server", server.address, "--json", "import",
                       self.file), DONE).json
        self.assertEqual((again["added"], again["merged"]), (0, self.UNITS))
        self.assertEqual(self.changes(), changes)

    def test_client_killed(self):
        server = self.start_server(self.db)
        process = self.start_import(server)
        self.wait_for_units(server)
        process.kill()
        process.communicate(timeout=TIMEOUT_SECONDS)
        self.check_it_can_be_completed(server)

    def test_server_killed(self):
        server = self.start_server(self.db)
        process = self.start_import(server)
        self.wait_for_units(server)
        server.stop(signal.SIGKILL)
        process.stdin.close()
        self.assertEqual(process.wait(timeout=TIMEOUT_SECONDS), ERROR)
        self.check_it_can_be_completed(self.start_server(self.db))

    def test_embedded_client_killed(self):
        process = subprocess.Popen(
            [CLIENT, "--db", self.db, "import", "-"], stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            env=client_environment())
        content = self.file.read_bytes()
        process.stdin.write(content[:len(content) // 2])
        process.stdin.flush()
        while not os.path.exists(self.db) or not self.has_units():
            self.assertIsNone(process.poll())
        process.kill()
        process.communicate(timeout=TIMEOUT_SECONDS)
        self.check_it_can_be_completed(self.start_server(self.db))

    def has_units(self):
        try:
            return self.units()[0] > 0
        except sqlite3.OperationalError:
            return False  # Not made yet.


if __name__ == "__main__":
    unittest.main()
