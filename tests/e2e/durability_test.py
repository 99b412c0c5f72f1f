"""Acknowledged writes survive; ends are clean; clients do not get in each
other's way."""

import json
import signal
import subprocess
import threading
import unittest

from support import (CLIENT, DONE, ERROR, SAMPLE, SAMPLE_UNITS,
                     TIMEOUT_SECONDS, TestCase, client_environment,
                     run_client)

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1"
 segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="xml"/>
<body>
"""


def unit(number):
    return (f'<tu><tuv xml:lang="en"><seg>Sentence number {number} of many.'
            f'</seg></tuv><tuv xml:lang="ko"><seg>{number}번째 문장.</seg>'
            "</tuv></tu>\n")


class DurabilityTest(TestCase):

    def start_client(self, server, *arguments):
        process = subprocess.Popen(
            [CLIENT, "--server", server.address, *map(str, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=client_environment())
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def count(self, db, memory="default"):
        shown = self.expect(
            run_client("--db", db, "--json", "memory", "show", memory), DONE)
        return shown.json["translation_units"]

    def test_writes_that_were_acknowledged_survive_kill(self):
        db = self.folder / "killed.db"
        for round_number in range(3):
            server = self.start_server(db)
            acknowledged = []
            stopper = threading.Timer(0.2 + 0.3 * round_number,
                                      server.process.kill)
            stopper.start()
            while True:
                text = f"Round {round_number}, text {len(acknowledged)}."
                result = run_client("--server", server.address, "--json",
                                    "add", "--from", "en", "--to", "ko", text,
                                    "번역")
                if result.code != DONE:
                    self.expect(result, ERROR)
                    break
                acknowledged.append((result.json["id"], text))
            stopper.join()
            server.finish()
            server = self.start_server(db)
            for number, text in acknowledged:
                got = self.expect(run_client("--server", server.address,
                                             "--json", "get", number), DONE)
                self.assertEqual(got.json["variants"][0]["text"], text)
            found = run_client("--server", server.address, "--json", "lookup",
                               "--from", "en", "--to", "ko", "--threshold",
                               "100", stdin="\n".join(
                                   text for _, text in acknowledged))
            for answer in found.json_lines:
                self.assertEqual(len(answer["matches"]), 1)
            server.stop()

    def import_until_something_is_stored(self, server):
        """An import in the middle of its file: more comes when it is fed."""
        importing = self.start_client(server, "--json", "import", "-")
        importing.stdin.write(HEADER.encode())
        number = 0
        while True:
            chunk = "".join(unit(number + k) for k in range(500))
            number += 500
            importing.stdin.write(chunk.encode())
            importing.stdin.flush()
            shown = run_client("--server", server.address, "--json", "memory",
                               "show", "default")
            if shown.code == DONE and shown.json["translation_units"] > 0:
                return importing

    def test_killed_during_an_import(self):
        db = self.folder / "import.db"
        server = self.start_server(db)
        importing = self.import_until_something_is_stored(server)
        server.stop(signal.SIGKILL)
        out, err = importing.communicate(timeout=TIMEOUT_SECONDS)
        self.assertEqual(importing.returncode, ERROR, err)
        report = json.loads(out)
        self.assertFalse(report["complete"])
        self.assertIn(b"lost the server", err)
        self.assertGreaterEqual(self.count(db), max(report["added"], 1))

    def test_terminated_during_an_import(self):
        db = self.folder / "import.db"
        server = self.start_server(db)
        importing = self.import_until_something_is_stored(server)
        server.process.send_signal(signal.SIGTERM)
        # What it has is the file so far; the file is over before the grace is.
        importing.stdin.write(b"</body></tmx>")
        out, err = importing.communicate(timeout=TIMEOUT_SECONDS)
        self.assertEqual(importing.returncode, DONE, err)
        report = json.loads(out)
        self.assertTrue(report["complete"])
        code, log = server.finish()
        self.assertEqual(code, 0, log)
        self.assertEqual(self.count(db), report["added"])
        self.assertFalse((self.folder / "import.db-wal").exists())

    def test_client_that_goes_away(self):
        db = self.folder / "import.db"
        server = self.start_server(db)
        importing = self.import_until_something_is_stored(server)
        importing.kill()
        importing.communicate()
        self.expect(run_client("--server", server.address, "import", SAMPLE),
                    DONE)
        code, log = server.stop()
        self.assertEqual(code, 0, log)
        self.assertGreater(self.count(db), SAMPLE_UNITS)

    def test_clients_at_the_same_time(self):
        server = self.start_server()
        writers = [
            self.start_client(server, "--json", "add", "--from", "en", "--to",
                              "ko", "--memory", f"writer-{k % 2}", "--create")
            for k in range(4)]
        tables = ["".join(f"Writer {k}, line {n}.\t번역 {k}-{n}.\n"
                          for n in range(300)).encode() for k in range(4)]
        importing = self.start_client(server, "--json", "import", SAMPLE)
        threads = [threading.Thread(target=self.feed, args=pair)
                   for pair in zip(writers, tables)]
        for thread in threads:
            thread.start()
        lookup = run_client("--server", server.address, "--json", "lookup",
                            "--from", "en", "--to", "ko", "--threshold", "1",
                            stdin="Writer one line\n" * 20)
        self.assertEqual(len(lookup.json_lines), 20)
        for thread in threads:
            thread.join()
        out, err = importing.communicate(timeout=TIMEOUT_SECONDS)
        self.assertEqual(json.loads(out)["added"], SAMPLE_UNITS, err)
        for k in range(2):
            shown = run_client("--server", server.address, "--json", "memory",
                               "show", f"writer-{k}")
            self.assertEqual(shown.json["translation_units"], 600)
        self.assertEqual(self.outputs, [300] * 4)

    def setUp(self):
        super().setUp()
        self.outputs = []

    def feed(self, process, table):
        out, _ = process.communicate(table, timeout=TIMEOUT_SECONDS)
        self.outputs.append(json.loads(out)["added"])


if __name__ == "__main__":
    unittest.main()
