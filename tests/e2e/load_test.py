"""A server under more load than it can carry, from clients that behave badly and
are killed: it stays up, keeps what it acknowledged and its memory within
bounds, and serves as before once they are gone.

PRESSTM_LOAD_ROUNDS in the environment says how often the clients come and are
killed. Prints what the clients achieved, and the server's memory."""

import collections
import os
import pathlib
import subprocess
import sys
import threading
import unittest

import load_clients
from load_clients import MEMORY, connect, lookup_request, sentence
from support import TIMEOUT_SECONDS, TestCase

from presstm.v1 import translation_memory_pb2 as pb

ROUNDS = int(os.environ.get("PRESSTM_LOAD_ROUNDS", "2"))
UNITS = 3000
# A sanitized server is many times slower, and larger.
SANITIZED = bool(os.environ.get("PRESSTM_SANITIZE"))
# What each kind must have achieved before its round ends.
GOALS = {"write": ("stored", 20 if SANITIZED else 200),
         "look_up": ("looked up", 50 if SANITIZED else 500),
         "hold_streams": ("answered", load_clients.STREAMS),
         "read_nothing": ("opened", load_clients.SLOW_STREAMS),
         "half_open": ("connected", load_clients.CONNECTIONS)}
# Of resident memory; it was half of this when the test was written.
BUDGET_BYTES = (2000 if SANITIZED else 500) * 1024 * 1024
PATIENCE_SECONDS = 4 * TIMEOUT_SECONDS


class LoadClient:
    """A process of load_clients.py and what it says."""

    def __init__(self, kind, address):
        self.kind = kind
        self.said = collections.defaultdict(list)
        self.changed = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, pathlib.Path(load_clients.__file__), kind,
             address], stdout=subprocess.PIPE, encoding="utf-8")
        self.reader = threading.Thread(target=self.listen)
        self.reader.start()

    def listen(self):
        for line in self.process.stdout:
            if not line.endswith("\n"):
                break  # Killed while it spoke.
            word, *rest = line.rstrip("\n").split("\t")
            with self.changed:
                self.said[word].append(rest)
                self.changed.notify_all()

    def await_goal(self):
        word, count = GOALS[self.kind]
        with self.changed:
            reached = self.changed.wait_for(
                lambda: len(self.said[word]) >= count, PATIENCE_SECONDS)
        assert reached, (self.kind, {k: len(v) for k, v in self.said.items()},
                         self.said["refused"][:3])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


class MemoryWatch:
    """Samples the resident memory of a process."""

    def __init__(self, pid):
        self.file = pathlib.Path(f"/proc/{pid}/statm")
        self.samples = []
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()

    def now(self):
        return int(self.file.read_text().split()[1]) * os.sysconf(
            "SC_PAGE_SIZE")

    def watch(self):
        while True:
            self.samples.append(self.now())
            if self.ended.wait(0.2):
                return

    def end(self):
        self.ended.set()
        self.thread.join()


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class LoadTest(TestCase):
    def setUp(self):
        super().setUp()
        self.server = self.start_server()
        self.stub = connect(self.server.address)
        self.stub.CreateMemory(pb.CreateMemoryRequest(memory_id="m"))
        for begin in range(0, UNITS, 500):
            self.stub.BatchCreateTranslationUnits(
                pb.BatchCreateTranslationUnitsRequest(
                    parent=MEMORY, translation_units=[
                        pb.TranslationUnit(variants=[
                            pb.Variant(language_code=language,
                                       segment=pb.Segment(
                                           text=text))
                            for language, text in (
                                ("en", sentence(k)), ("ko", f"단위 {k}"))])
                        for k in range(begin, begin + 500)]))
        self.memory = MemoryWatch(self.server.process.pid)
        self.addCleanup(self.memory.end)
        self.stored = {}

    def test_the_server_survives_its_clients(self):
        for number in range(ROUNDS):
            self.run_round(number)
            self.check_service()
        self.check_nothing_is_lost()
        self.assertLess(max(self.memory.samples), BUDGET_BYTES)

    def run_round(self, number):
        clients = []
        try:
            for kind in GOALS:
                clients.append(LoadClient(kind, self.server.address))
            for client in clients:
                client.await_goal()
        finally:
            for client in clients:
                client.kill()
        for client in clients:
            for key, name in client.said["stored"]:
                self.stored[key] = name
        self.report(number, clients)

    def report(self, number, clients):
        print(f"\nround {number}:", file=sys.stderr)
        for client in clients:
            counts = {word: len(said) for word, said in client.said.items()}
            print(f"  {client.kind}: {counts}", file=sys.stderr)
            times = [int(rest[0]) for rest in client.said["looked up"]]
            if times:
                print("    ms: p50 {:.1f} p99 {:.1f} longest {:.1f}".format(
                    percentile(times, 0.5) / 1e3, percentile(times, 0.99) / 1e3,
                    max(times) / 1e3), file=sys.stderr)
        mib = [size // 2**20 for size in self.memory.samples]
        print(f"  server MiB, every two seconds: {mib[::10]}", file=sys.stderr)

    def check_service(self):
        """Every kind of call works at once: nothing the dead held is held."""
        timeout = load_clients.PATIENCE_SECONDS
        found = self.stub.Lookup(lookup_request(sentence(7)),
                                 timeout=timeout)
        self.assertEqual(found.matches[0].score, 100)
        answers = self.stub.StreamLookup(iter([
            pb.StreamLookupRequest(config=lookup_request()),
            pb.StreamLookupRequest(queries=pb.LookupQueries(queries=[
                pb.LookupQuery(query=pb.Segment(text=sentence(7)))]))]),
            timeout=timeout)
        self.assertEqual(len(list(answers)), 1)
        exported = b"".join(part.chunk for part in self.stub.ExportTmx(
            pb.ExportTmxRequest(parent=MEMORY), timeout=timeout))
        self.assertIn(b"</tmx>", exported)

    def check_nothing_is_lost(self):
        self.assertGreaterEqual(len(self.stored), ROUNDS * GOALS["write"][1])
        for key, name in self.stored.items():
            unit = self.stub.GetTranslationUnit(
                pb.GetTranslationUnitRequest(name=name))
            self.assertEqual(unit.document, key)


if __name__ == "__main__":
    unittest.main()
