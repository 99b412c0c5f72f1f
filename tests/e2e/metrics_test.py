"""What Prometheus reads of a server, and what people are shown."""

import contextlib
import os
import re
import socket
import subprocess
import unittest
import urllib.request

from support import (DONE, ERROR, NOTHING_FOUND, SAMPLE, SAMPLE_UNITS, SERVER,
                     TIMEOUT_SECONDS, USAGE, TestCase, run_client)

METRICS = ("--metrics-address", "127.0.0.1:0")


def read_metrics(url):
    """The values by name and labels, as they are written."""
    proxyless = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with proxyless.open(url, timeout=TIMEOUT_SECONDS) as response:
        text = response.read().decode("utf-8")
    return {name: float(value) for name, value in
            re.findall(r"^([a-z]\S*) (\S+)$", text, re.MULTILINE)}


class MetricsTest(TestCase):

    def client(self, server, *arguments, code=DONE):
        return self.expect(run_client("--server", server.address, *arguments),
                           code)

    def test_counts_calls_and_imports(self):
        server = self.start_server(None, *METRICS)
        before = read_metrics(server.metrics_url)
        self.assertEqual(before["presstm_ready"], 1)
        self.assertEqual(
            before['presstm_imported_units_total{outcome="added"}'], 0)
        self.assertNotIn('presstm_translation_units{memory="default"}', before)
        self.client(server, "import", SAMPLE)
        self.client(server, "lookup", "Good morning", "--from", "en", "--to",
                    "ko", code=NOTHING_FOUND)
        self.client(server, "lookup", "Good morning", "--from", "en", "--to",
                    "ko", "--memory", "none", code=ERROR)
        after = read_metrics(server.metrics_url)
        for name, value in (
                ('presstm_calls_total{code="OK",method="Lookup"}', 1),
                ('presstm_calls_total{code="NOT_FOUND",method="Lookup"}', 1),
                ('presstm_call_seconds_count{method="Lookup"}', 2),
                ('presstm_call_seconds_bucket{method="Lookup",le="+Inf"}', 2),
                ('presstm_calls_running{method="Lookup"}', 0),
                ('presstm_calls_running{method="ImportTmx"}', 0),
                ('presstm_imported_units_total{outcome="read"}', SAMPLE_UNITS),
                ('presstm_imported_units_total{outcome="added"}',
                 SAMPLE_UNITS),
                ('presstm_translation_units{memory="default"}', SAMPLE_UNITS),
                ('presstm_lookup_stage_seconds_count{stage="search"}', 1),
                ('presstm_index_segments{language="ko"}', SAMPLE_UNITS),
                ('presstm_pool_calls_limit{pool="write"}', 1000)):
            self.assertEqual(after[name], value, name)
        self.assertEqual(
            after['presstm_database_bytes{file="main"}'],
            (self.folder / "memory.db").stat().st_size)
        self.assertGreater(after['presstm_database_bytes{file="wal"}'], 0)
        self.assertGreater(after['presstm_index_bytes{language="zh"}'], 0)
        self.assertIn('presstm_build_info{version="'
                      f'{os.environ["PRESSTM_VERSION"]}"}}', after)
        for pool in ("read", "stream", "write", "transfer"):
            self.assertIn(f'presstm_pool_calls{{pool="{pool}"}}', after)

    def test_does_not_wait_for_half_a_request(self):
        server = self.start_server(None, *METRICS)
        host, port = re.search(r"//(.*):(\d+)/", server.metrics_url).groups()
        with contextlib.ExitStack() as stack:
            for _ in range(4):
                connection = stack.enter_context(socket.create_connection(
                    (host, int(port)), TIMEOUT_SECONDS))
                connection.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n")
            self.assertEqual(read_metrics(server.metrics_url)["presstm_ready"],
                             1)

    def test_is_not_ready_before_it_serves(self):
        # A certificate that does not come keeps the server from going on.
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        process = subprocess.Popen(
            [SERVER, "--db", self.folder / "memory.db", "--listen",
             "127.0.0.1:0", "--tls-cert", pipe, "--tls-key", pipe, *METRICS],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8")
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        url = process.stdout.readline().split()[-1]
        self.assertEqual(read_metrics(url)["presstm_ready"], 0)

    def test_is_not_read_from_other_machines_unless_told(self):
        def run(*arguments):
            return subprocess.run(
                [SERVER, "--db", self.folder / "memory.db", "--listen",
                 "127.0.0.1:0", *arguments], capture_output=True,
                encoding="utf-8", timeout=TIMEOUT_SECONDS)
        refused = run("--metrics-address", "0.0.0.0:0")
        self.assertEqual(refused.returncode, USAGE, refused)
        self.assertIn("--metrics-address", refused.stderr)
        wrong = run("--metrics-address", "here")
        self.assertEqual(wrong.returncode, USAGE, wrong)
        server = self.start_server(None, *METRICS)
        taken = server.metrics_url.split("/")[2]
        failed = run("--metrics-address", taken)
        self.assertEqual(failed.returncode, ERROR, failed)
        self.assertIn(taken, failed.stderr)
        open_server = self.start_server(
            self.folder / "open.db", "--metrics-address", "0.0.0.0:0",
            "--insecure")
        self.assertIn("0.0.0.0", open_server.stop()[1])


class StatusTest(TestCase):

    def test_of_a_server(self):
        server = self.start_server()
        where = ("--server", server.address)
        self.expect(run_client(*where, "import", SAMPLE), DONE)
        shown = self.expect(run_client(*where, "status"), DONE).out
        self.assertIn(f"server    {server.address}\n", shown)
        self.assertRegex(shown, r"answered  in \d+\.\d ms\n")
        self.assertIn(f"units     {SAMPLE_UNITS}\n", shown)
        self.assertIn(f"  default\t{SAMPLE_UNITS}\n", shown)
        json = self.expect(run_client(*where, "--json", "status"), DONE).json
        self.assertEqual(json["server"], server.address)
        self.assertGreater(json["latency_us"], 0)
        self.assertEqual(json["translation_units"], SAMPLE_UNITS)
        self.assertEqual(json["memories"][0]["name"], "default")
        self.assertEqual(json["version"], os.environ["PRESSTM_VERSION"])
        self.assertEqual(json["imported_units"]["added"], SAMPLE_UNITS)
        self.assertGreater(json["database_bytes"], 0)
        index = next(i for i in json["indexes"] if i["language"] == "ko")
        self.assertEqual(index["segments"], SAMPLE_UNITS)
        calls = next(c for c in json["calls"] if c["method"] == "ImportTmx")
        self.assertEqual((calls["ok"], calls["errors"]), (1, {}))
        self.assertGreater(calls["p50_us"], 0)
        self.assertRegex(shown, r"calls +\w+ +mean \d+\.\d\d ")
        self.assertRegex(shown, r"\nimported  \d+ \w+\n")
        server.stop()
        gone = self.expect(run_client(*where, "status"), ERROR)
        self.assertIn(server.address, gone.err)

    def test_of_a_file(self):
        db = self.folder / "memory.db"
        self.expect(run_client("--db", db, "status"), ERROR)
        self.expect(run_client("--db", db, "import", SAMPLE), DONE)
        json = self.expect(run_client("--db", db, "--json", "status"),
                           DONE).json
        self.assertEqual((json["database"], json["translation_units"]),
                         (str(db), SAMPLE_UNITS))


if __name__ == "__main__":
    unittest.main()
