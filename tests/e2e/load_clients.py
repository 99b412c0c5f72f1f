"""Clients that put a load on a server, each kind in a process of its own that
can be killed: python3 load_clients.py KIND ADDRESS.

What a client has achieved it says on standard output, a line at a time."""

import os
import socket
import sys
import threading

from support import sample_rows

import grpc
from presstm.v1 import translation_memory_pb2 as pb
from presstm.v1 import translation_memory_pb2_grpc

MEMORY = "memories/m"
THREADS = 4
STREAMS = 200
SLOW_STREAMS = 40
CONNECTIONS = 200
# Nothing under load may take this long; it only ends a test that hangs.
PATIENCE_SECONDS = 400

ROWS = sample_rows()
say_lock = threading.Lock()


def say(*words):
    with say_lock:
        print(*words, sep="\t", flush=True)


def connect(address):
    channel = grpc.insecure_channel(address, options=[
        ("grpc.enable_http_proxy", 0),
        ("grpc.use_local_subchannel_pool", 1)])
    return translation_memory_pb2_grpc.TranslationMemoryServiceStub(channel)


def sentence(number):
    """The text of a unit: one of the press, told from its like by a word."""
    word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return f"{ROWS[number % len(ROWS)]['en']} {word}"


def lookup_request(text=""):
    request = pb.LookupRequest(source_language_code="en",
                               target_language_code="ko", threshold=50)
    request.memories.add(memory=MEMORY)
    request.query.text = text
    return request


def in_threads(run):
    threads = [threading.Thread(target=run, args=(number,))
               for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def write(address):
    """Writes units and names each that was acknowledged."""
    stub = connect(address)

    def run(number):
        count = 0
        while True:
            key = f"{os.getpid()} {number} {count}"
            count += 1
            unit = pb.TranslationUnit(
                source_language_code="en", document=key, variants=[
                    pb.Variant(language_code=language,
                               segment=pb.Segment(text=f"{key} {language}"))
                    for language in ("en", "ko")])
            try:
                written = stub.CreateTranslationUnit(
                    pb.CreateTranslationUnitRequest(
                        parent=MEMORY, translation_unit=unit),
                    timeout=PATIENCE_SECONDS)
                say("stored", key, written.name)
            except grpc.RpcError as error:
                say("refused", error.code().name)

    in_threads(run)


def look_up(address):
    """Looks up, and says how many microseconds each took."""
    import time
    stub = connect(address)

    def run(number):
        count = 0
        while True:
            count += 1
            start = time.perf_counter()
            try:
                stub.Lookup(lookup_request(sentence(count % 1000)),
                            timeout=PATIENCE_SECONDS)
                say("looked up", int((time.perf_counter() - start) * 1e6))
            except grpc.RpcError as error:
                say("refused", error.code().name)

    in_threads(run)


def hold_streams(address):
    """Has many streams open at once, on a few connections, and asks on each of
    them in turn."""
    stubs = [connect(address) for _ in range(4)]
    calls = []
    for number in range(STREAMS):
        gate = threading.Semaphore(0)

        def requests(gate=gate, number=number):
            yield pb.StreamLookupRequest(config=lookup_request())
            while True:
                gate.acquire()
                message = pb.StreamLookupRequest()
                query = message.queries.queries.add()
                query.query.text = sentence(number)
                yield message

        calls.append((gate, stubs[number % len(stubs)].StreamLookup(
            requests(), timeout=PATIENCE_SECONDS)))
    while True:
        for gate, _ in calls:
            gate.release()
        for _, call in calls:
            try:
                next(call)
                say("answered")
            except grpc.RpcError as error:
                say("refused", error.code().name)
                return


def read_nothing(address):
    """Asks for much and takes none of it."""
    stub = connect(address)
    message = pb.StreamLookupRequest()
    for number in range(100):
        message.queries.queries.add().query.text = sentence(number)

    def requests():
        yield pb.StreamLookupRequest(config=lookup_request())
        while True:
            yield message

    calls = []
    for _ in range(SLOW_STREAMS):
        calls.append(stub.StreamLookup(requests()))
        calls.append(stub.ExportTmx(pb.ExportTmxRequest(parent=MEMORY)))
        say("opened")
    threading.Event().wait()


def half_open(address):
    """Connects, and says nothing or only the beginning of something."""
    host, port = address.rsplit(":", 1)
    beginnings = [b"", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                  b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x40\1\4\0\0\0\1",
                  b"GET / HTTP/1.1\r\nHost: a\r\n", b"\x16\x03\x01\x02\x00"]
    connections = []
    for number in range(CONNECTIONS):
        connection = socket.create_connection((host, int(port)))
        connection.sendall(beginnings[number % len(beginnings)])
        connections.append(connection)
        say("connected")
    threading.Event().wait()


KINDS = {kind.__name__: kind
         for kind in (write, look_up, hold_streams, read_nothing, half_open)}

if __name__ == "__main__":
    KINDS[sys.argv[1]](sys.argv[2])
