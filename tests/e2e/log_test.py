"""What the server's log has, and has not."""

import contextlib
import http.client
import json
import re
import socket
import subprocess
import unittest
import urllib.parse

import grpc
from support import (DONE, ERROR, SAMPLE, SERVER, TIMEOUT_SECONDS, TestCase,
                     run_client)

from presstm.v1 import translation_memory_pb2 as pb
from presstm.v1 import translation_memory_pb2_grpc as pb_grpc

TEXT = "An unheard-of sentence nobody may find in a log."


class LogTest(TestCase):

    def look_up(self, server, request_id=None):
        """Looks TEXT up as a client of its own; returns the call."""
        with grpc.insecure_channel(
                server.address,
                [("grpc.enable_http_proxy", 0)]) as channel:
            stub = pb_grpc.TranslationMemoryServiceStub(channel)
            request = pb.LookupRequest(
                query=pb.Segment(text=TEXT),
                source_language_code="en", target_language_code="ko")
            request.memories.add(memory="memories/default")
            metadata = [("x-request-id", request_id)] if request_id else []
            # The server may have to close others first.
            response, call = stub.Lookup.with_call(
                request, metadata=metadata, wait_for_ready=True,
                timeout=TIMEOUT_SECONDS)
            self.assertEqual(len(response.matches), 1)
            return call

    def fill(self, server):
        self.expect(run_client("--server", server.address, "add", "--from",
                               "en", "--to", "ko", TEXT, "들어 본 적 없는 문장."),
                    DONE)

    def log_of_a_look_up(self, *options):
        server = self.start_server(None, *options)
        self.fill(server)
        self.look_up(server, "desk-1")
        _, log = server.stop()
        self.assertNotIn("unheard", log)
        self.assertNotIn("문장", log)
        return log

    def test_has_connections_for_which_no_descriptors_are_left(self):
        server = self.start_server(None, prefix=("prlimit", "--nofile=160"))
        self.fill(server)
        host, port = server.address.rsplit(":", 1)
        with contextlib.ExitStack() as stack:
            sockets = [stack.enter_context(
                socket.create_connection((host, int(port)), TIMEOUT_SECONDS))
                for _ in range(300)]
            # The last is one too many: the server closes it.
            self.assertEqual(self.read_all(sockets[-1]), b"")
            self.assertIn("reason=TOO_MANY_CONNECTIONS", server.log_so_far())
            self.assertRegex(server.log_so_far(), r"peer=ipv4:127\.0\.0\.1:\d+")
        # As soon as there is room again.
        self.look_up(server)

    @staticmethod
    def read_all(connection):
        with contextlib.suppress(ConnectionResetError):
            return connection.recv(1)
        return b""

    def test_has_no_calls_that_went_well(self):
        self.assertNotIn("method=", self.log_of_a_look_up())

    def test_has_all_calls_at_debug(self):
        log = self.log_of_a_look_up("--log-level", "debug")
        line, = [line for line in log.splitlines() if "method=Lookup" in line]
        self.assertRegex(
            line, r"^time=\S+Z level=debug method=Lookup request=desk-1 "
            r"peer=ipv4:127\.0\.0\.1:\d+ code=OK latency_us=\d+ "
            r"request_bytes=\d+ response_bytes=\d+$")

    def test_has_slow_calls(self):
        log = self.log_of_a_look_up("--slow-call", "0")
        line, = [line for line in log.splitlines() if "method=Lookup" in line]
        self.assertIn(" level=warning ", line)
        self.assertTrue(line.endswith(" slow=true"), line)

    def test_names_who_calls(self):
        db = self.folder / "memory.db"
        self.expect(run_client("--db", db, "access", "grant", "the boss",
                               "administrator"), DONE)
        token = self.expect(run_client("--db", db, "token", "create",
                                       "the boss"), DONE).out.strip()
        server = self.start_server(db, "--require-authentication",
                                   "--log-level", "debug")
        self.expect(run_client("--server", server.address, "--token", token,
                               "memory", "list"), DONE)
        _, log = server.stop()
        line, = [line for line in log.splitlines()
                 if "method=ListMemories" in line]
        self.assertIn(' identity="the boss" ', line)
        self.assertNotIn(token, log)

    def test_warns_of_those_who_are_not_let_in(self):
        server = self.start_server(None, "--require-authentication")
        for _ in range(3):
            self.expect(run_client("--server", server.address, "--token",
                                   "ptm_1_guess", "memory", "list"), ERROR)
        _, log = server.stop()
        # Not each of them: whoever guesses must not fill the log. Those after
        # the first are told of together, at the end at the latest.
        lines = [line for line in log.splitlines() if "not let in" in line]
        for line in lines:
            self.assertIn("level=warning", line)
            self.assertRegex(line, r"reason=TOKEN_INVALID count=\d "
                             r"peer=ipv4:127\.0\.0\.1:\d+$")
        counts = [int(re.search(r"count=(\d)", line)[1]) for line in lines]
        self.assertEqual((counts[0], sum(counts)), (1, 3), lines)

    def test_warns_of_what_http_keeps_out(self):
        server = self.start_server(None, "--http-address", "127.0.0.1:0")
        connection = http.client.HTTPConnection(
            urllib.parse.urlsplit(server.http_url).netloc,
            timeout=TIMEOUT_SECONDS)
        connection.request("POST", "/tmserver/en/ko/unit/x", b"{}",
                           {"Origin": "http://elsewhere.example"})
        self.assertEqual(connection.getresponse().status, 403)
        connection.close()
        connection.request("GET", "/" + "x" * 40_000)
        self.assertEqual(connection.getresponse().status, 431)
        connection.close()
        _, log = server.stop()
        for reason in ("HTTP_FOREIGN_ORIGIN", "HTTP_HEADERS_TOO_LARGE"):
            self.assertRegex(log, f"reason={reason} count=1 "
                                  r"peer=ipv4:127\.0\.0\.1:\d+")

    def test_has_the_beginning(self):
        server = self.start_server()
        self.fill(server)
        server.stop()
        again = self.start_server()
        _, log = again.stop()
        self.assertIn("opening ", log)
        self.assertRegex(log, r"built the index of 2 segments in \d+ ms")

    def test_is_json_if_asked(self):
        log = self.log_of_a_look_up("--log-level", "debug", "--log-format",
                                    "json")
        lines = [json.loads(line) for line in log.splitlines()]
        for line in lines:
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT.*Z$")
        call, = [line for line in lines if line.get("method") == "Lookup"]
        self.assertEqual((call["level"], call["request"], call["code"]),
                         ("debug", "desk-1", "OK"))
        self.assertIsInstance(call["latency_us"], int)
        self.assertTrue(any("listening on" in line.get("message", "")
                            for line in lines), log)

    def test_is_json_too_where_the_server_does_not_start(self):
        failed = subprocess.run(
            [SERVER, "--db", self.folder / "none" / "memory.db", "--listen",
             "127.0.0.1:0", "--log-format", "json"], capture_output=True,
            encoding="utf-8", timeout=TIMEOUT_SECONDS)
        self.assertEqual(failed.returncode, ERROR, failed)
        line = json.loads(failed.stderr.splitlines()[-1])
        self.assertEqual(line["level"], "error")
        self.assertIn("memory.db", line["message"])

    def test_a_made_id_is_told(self):
        server = self.start_server(None, "--log-level", "debug")
        self.fill(server)
        told = dict(self.look_up(server).trailing_metadata())["x-request-id"]
        self.assertRegex(told, "^[0-9a-f]{16}$")
        self.assertIn(f"method=Lookup request={told} ", server.stop()[1])

    def test_the_client_says_where_to_look(self):
        db = self.folder / "memory.db"
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        server = self.start_server(db)
        # Damage to all pages but those that are needed to open it.
        page = 4096
        size = db.stat().st_size
        with open(db, "r+b") as file:
            for place in range(4 * page, size - size % page, page):
                file.seek(place)
                file.write(b"\xaa" * page)
        result = self.expect(
            run_client("--server", server.address, "get", "1"), ERROR)
        request, = re.findall("request ([0-9a-f]{16})", result.err)
        _, log = server.stop()
        line, = [line for line in log.splitlines() if "level=error" in line]
        self.assertIn(f"method=GetTranslationUnit request={request} ", line)
        self.assertIn("reason=DATABASE_CORRUPT", line)


if __name__ == "__main__":
    unittest.main()
