"""One caller with more calls than the server can work on: others do not wait
for all of them."""

import unittest

from support import (DONE, SAMPLE, TIMEOUT_SECONDS, TestCase, run_client,
                     sample_rows)

import grpc
from presstm.v1 import translation_memory_pb2 as pb
from presstm.v1 import translation_memory_pb2_grpc

CALLS = 60
QUERIES = 200


class FairnessTest(TestCase):

    def setUp(self):
        super().setUp()
        database = self.folder / "memory.db"

        def on_file(*arguments):
            return self.expect(run_client("--db", database, *arguments), DONE)
        on_file("import", SAMPLE)
        tokens = {}
        for name in ("greedy", "other"):
            on_file("access", "grant", name, "reader", "--all-memories")
            tokens[name] = on_file("token", "create", name).out.strip()
        self.server = self.start_server(
            database, "--require-authentication", "--threads", "2")
        channel = grpc.insecure_channel(
            self.server.address, options=[("grpc.enable_http_proxy", 0)])
        self.addCleanup(channel.close)
        self.stub = translation_memory_pb2_grpc.TranslationMemoryServiceStub(
            channel)
        self.metadata = {name: [("authorization", f"Bearer {token}")]
                         for name, token in tokens.items()}

    def request(self, queries):
        rows = sample_rows()
        return pb.BatchLookupRequest(
            config=pb.LookupRequest(
                source_language_code="en", target_language_code="zh",
                threshold=50,
                memories=[pb.MemorySelection(memory="memories/default")]),
            queries=[pb.LookupQuery(query=pb.Segment(
                text=rows[number % len(rows)]["en"]))
                for number in range(queries)])

    def test_others_have_their_turn(self):
        large = self.request(QUERIES)
        small = self.request(1)
        answered = []  # Whose calls, in this order.

        def call(who, request):
            future = self.stub.BatchLookup.future(
                request, metadata=self.metadata[who], timeout=TIMEOUT_SECONDS)
            future.add_done_callback(lambda _: answered.append(who))
            return future

        calls = [call("greedy", large) for _ in range(CALLS)]
        answer = call("other", small).result()
        self.assertEqual(answer.results[0].response.matches[0].score, 100)
        for future in calls:
            self.assertEqual(len(future.result().results), QUERIES)
        # It waited for those under way at most, and those that ended before it
        # came; in one line with them it would have waited for all.
        self.assertLess(answered.index("other"), CALLS // 2)


if __name__ == "__main__":
    unittest.main()
