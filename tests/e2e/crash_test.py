"""The server is killed again and again while it is written to; after each start
everything that was acknowledged is there, and nothing is half there.

PRESSTM_CRASHES in the environment says how often it is killed."""

import os
import random
import threading
import unittest

from support import TestCase

import grpc
from presstm.v1 import translation_memory_pb2 as pb
from presstm.v1 import translation_memory_pb2_grpc

CRASHES = int(os.environ.get("PRESSTM_CRASHES", "12"))
# Each database lives through so many, so that checks stay short.
CRASHES_OF_A_DATABASE = 6
SEED = 20251126
MEMORY = "memories/m"
WRITERS = 6
BATCH_UNITS = 30
CHUNK_UNITS = 25

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1"
 segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="xml"/>
<body>
"""


def make_unit(key):
    """A unit that tells of itself whether it is whole."""
    return pb.TranslationUnit(
        source_language_code="en", document=key, notes=[f"note {key}"],
        properties=[pb.Property(key="key", value=key)],
        variants=[pb.Variant(language_code=language,
                             segment=pb.Segment(text=f"{key} {language}"))
                  for language in ("en", "ko", "zh-CN")])


def tmx_unit(key):
    return (f'<tu><note>note {key}</note><prop type="key">{key}</prop>'
            f'<tuv xml:lang="en"><seg>{key} en</seg></tuv>'
            f'<tuv xml:lang="ko"><seg>{key} ko</seg></tuv>'
            f'<tuv xml:lang="zh-CN"><seg>{key} zh-CN</seg></tuv></tu>\n')


class Round:
    """Clients that write to a server until it is killed."""

    def __init__(self, name, server, crash_at):
        self.name = name
        self.server = server
        self.crash_at = crash_at  # Acknowledgements.
        self.lock = threading.Lock()
        self.acknowledgements = 0
        self.stored = {}  # Key of each unit that must be there: its id.
        self.deleted = set()  # Ids of units that must not.
        self.imported = 0  # Units of the import that must be there.
        # The import sends a chunk for each other acknowledgement, so that it
        # takes part and does not outrun the rest.
        self.chunks = threading.Semaphore(1)
        self.channel = grpc.insecure_channel(server.address, options=[
            ("grpc.enable_http_proxy", 0)])
        self.stub = translation_memory_pb2_grpc.TranslationMemoryServiceStub(
            self.channel)

    def run(self):
        threads = [threading.Thread(target=self.write, args=(number,))
                   for number in range(WRITERS)]
        threads.append(threading.Thread(target=self.write_batches))
        threads.append(threading.Thread(target=self.run_import))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.channel.close()

    def acknowledge(self, change):
        """Notes what the server has said; kills it when it has said enough."""
        with self.lock:
            change()
            self.acknowledgements += 1
            if self.acknowledgements == self.crash_at:
                self.server.process.kill()
        self.chunks.release()

    def write(self, number):
        chance = random.Random(f"{SEED} {self.name} {number}")
        count = 0
        try:
            while True:
                key = f"{self.name} writer {number} unit {count}"
                count += 1
                unit = self.stub.CreateTranslationUnit(
                    pb.CreateTranslationUnitRequest(
                        parent=MEMORY, translation_unit=make_unit(key)))
                self.acknowledge(
                    lambda: self.stored.__setitem__(key, unit.name))
                if chance.random() < 0.2:
                    self.change(key, unit, chance)
        except grpc.RpcError:
            pass

    def change(self, key, unit, chance):
        """Deletes a unit, and may restore it. Until the answer comes nobody
        knows which."""
        with self.lock:
            del self.stored[key]
        self.stub.DeleteTranslationUnit(
            pb.DeleteTranslationUnitRequest(name=unit.name, etag=unit.etag))
        if chance.random() < 0.5:
            self.acknowledge(lambda: self.deleted.add(unit.name))
            return
        self.stub.RestoreTranslationUnit(
            pb.RestoreTranslationUnitRequest(name=unit.name))
        self.acknowledge(lambda: self.stored.__setitem__(key, unit.name))

    def write_batches(self):
        count = 0
        try:
            while True:
                keys = [f"{self.name} batch {count} unit {number}"
                        for number in range(BATCH_UNITS)]
                count += 1
                response = self.stub.BatchCreateTranslationUnits(
                    pb.BatchCreateTranslationUnitsRequest(
                        parent=MEMORY,
                        translation_units=[make_unit(key) for key in keys]))
                names = [result.written.translation_unit.name
                         for result in response.results]
                self.acknowledge(
                    lambda: self.stored.update(zip(keys, names)))
        except grpc.RpcError:
            pass

    def requests(self):
        yield pb.ImportTmxRequest(config=pb.ImportTmxConfig(parent=MEMORY))
        yield pb.ImportTmxRequest(chunk=HEADER.encode())
        count = 0
        while self.chunks.acquire() and self.acknowledgements < self.crash_at:
            yield pb.ImportTmxRequest(chunk="".join(
                tmx_unit(f"{self.name} import {number}")
                for number in range(count, count + CHUNK_UNITS)).encode())
            count += CHUNK_UNITS

    def run_import(self):
        try:
            for progress in self.stub.ImportTmx(self.requests()):
                self.acknowledge(lambda: setattr(
                    self, "imported",
                    max(self.imported, progress.added_count)))
        except grpc.RpcError:
            pass


class CrashTest(TestCase):

    def start(self, db):
        server = self.start_server(db, "--log-level", "error")
        stub = translation_memory_pb2_grpc.TranslationMemoryServiceStub(
            grpc.insecure_channel(server.address, options=[
                ("grpc.enable_http_proxy", 0)]))
        return server, stub

    def units(self, stub):
        """All units by name; each must be whole."""
        units = {}
        request = pb.ListTranslationUnitsRequest(parent=MEMORY, page_size=1000)
        while True:
            page = stub.ListTranslationUnits(request)
            for unit in page.translation_units:
                key = unit.properties[0].value
                whole = make_unit(key)
                self.assertEqual(list(unit.notes), list(whole.notes))
                self.assertEqual([(v.language_code, v.segment.text)
                                  for v in unit.variants],
                                 [(v.language_code, v.segment.text)
                                  for v in whole.variants])
                units[unit.name] = key
            if not page.next_page_token:
                return units
            request.page_token = page.next_page_token

    def check(self, stub, done):
        units = self.units(stub)
        for crash in done:
            for key, name in crash.stored.items():
                self.assertEqual(units.get(name), key)
            self.assertFalse(crash.deleted & units.keys())
            imported = f"{crash.name} import "
            self.assertGreaterEqual(
                sum(key.startswith(imported) for key in units.values()),
                crash.imported)
        for result in stub.VerifyDatabase(pb.VerifyDatabaseRequest()):
            self.assertEqual(list(result.problems), [])
        return len(units)

    def test_nothing_acknowledged_is_lost(self):
        chance = random.Random(SEED)
        acknowledged = units = 0
        crashes = 0
        while crashes < CRASHES:
            db = self.folder / f"{crashes}.db"
            server, stub = self.start(db)
            stub.CreateMemory(pb.CreateMemoryRequest(memory_id="m"))
            done = []
            for number in range(min(CRASHES_OF_A_DATABASE, CRASHES - crashes)):
                crash = Round(f"crash {crashes}", server,
                              chance.randint(1, 150))
                crash.run()
                crashes += 1
                server.finish()
                done.append(crash)
                acknowledged += (len(crash.stored) + len(crash.deleted) +
                                 crash.imported)
                server, stub = self.start(db)
                with self.subTest(crash=crashes):
                    count = self.check(stub, done)
            units += count
            server.stop()
            db.unlink()
        print(f"{crashes} kills, {acknowledged} acknowledged writes, "
              f"{units} units found")
        self.assertGreater(acknowledged, crashes)


if __name__ == "__main__":
    unittest.main()
