"""Encrypted connections, and clients that must show a certificate."""

import os
import shutil
import ssl
import subprocess
import time
import unittest

from certificates import Authority
from support import (DONE, ERROR, TIMEOUT_SECONDS, USAGE, SERVER, TestCase,
                     run_client)


def run_server(*arguments, environment=None):
    """For servers that do not come up."""
    return subprocess.run([SERVER, *map(str, arguments)], capture_output=True,
                          encoding="utf-8", timeout=TIMEOUT_SECONDS,
                          env=environment)


class TlsTest(TestCase):

    def setUp(self):
        super().setUp()
        self.authority = Authority(self.folder)
        self.certificate, self.key = self.authority.issue("server")

    def start_tls_server(self, *arguments):
        return self.start_server(None, "--tls-cert", self.certificate,
                                 "--tls-key", self.key, *arguments)

    def list_memories(self, server, *arguments):
        return run_client("--server", server.address, *arguments, "memory",
                          "list")

    def test_serves_who_trusts_its_certificate(self):
        server = self.start_tls_server()
        self.expect(self.list_memories(server, "--tls-ca",
                                       self.authority.path), DONE)
        other = Authority(self.folder, "other")
        refused = self.expect(
            self.list_memories(server, "--tls-ca", other.path), ERROR)
        self.assertIn(server.address, refused.err)
        # Without --tls-ca the system's authorities count.
        self.expect(self.list_memories(server, "--tls"), ERROR)
        self.expect(self.list_memories(server), ERROR)

    def test_lets_in_only_clients_with_a_certificate(self):
        server = self.start_tls_server("--tls-client-ca", self.authority.path)
        trust = ("--tls-ca", self.authority.path)
        certificate, key = self.authority.issue("desk")
        self.expect(self.list_memories(server, *trust, "--tls-cert",
                                       certificate, "--tls-key", key), DONE)
        self.expect(self.list_memories(server, *trust), ERROR)
        stranger, key = Authority(self.folder, "other").issue("stranger")
        self.expect(self.list_memories(server, *trust, "--tls-cert", stranger,
                                       "--tls-key", key), ERROR)

    def served_certificate(self, server):
        host, port = server.address.rsplit(":", 1)
        return ssl.get_server_certificate((host, int(port)))

    def test_takes_a_new_certificate_without_a_restart(self):
        server = self.start_tls_server()
        before = self.served_certificate(server)
        for new, old in zip(self.authority.issue("server", "renewed"),
                            (self.certificate, self.key)):
            shutil.move(new, old)
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while self.served_certificate(server) == before:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        self.expect(self.list_memories(server, "--tls-ca",
                                       self.authority.path), DONE)

    def expect_no_start(self, *arguments):
        server = run_server("--db", self.folder / "memory.db", "--listen",
                            "127.0.0.1:0", *arguments)
        self.assertNotEqual(server.returncode, 0)
        return server.stderr

    def test_names_the_file_it_cannot_use(self):
        _, other_key = self.authority.issue("other")
        missing = self.folder / "missing.pem"
        self.assertIn(f"{missing}: cannot be read", self.expect_no_start(
            "--tls-cert", missing, "--tls-key", self.key))
        self.assertIn(f"{self.key}: holds no PEM certificate",
                      self.expect_no_start("--tls-cert", self.key,
                                           "--tls-key", self.key))
        self.assertIn(f"{other_key}: is not the key of {self.certificate}",
                      self.expect_no_start("--tls-cert", self.certificate,
                                           "--tls-key", other_key))
        self.assertIn("--tls-key", self.expect_no_start(
            "--tls-cert", self.certificate))

    def test_client_names_the_file_it_cannot_use(self):
        failed = run_client("--tls-ca", self.folder / "missing.pem", "memory",
                            "list")
        self.expect(failed, ERROR)
        self.assertIn("missing.pem: cannot be read", failed.err)

    def test_is_not_open_to_other_machines_by_mistake(self):
        refused = run_server("--db", self.folder / "memory.db", "--listen",
                             "0.0.0.0:0", "--tls-cert", self.certificate,
                             "--tls-key", self.key)
        self.assertEqual(refused.returncode, USAGE)
        self.assertIn("without a log-in", refused.stderr)


class ConfigurationTest(TestCase):

    def test_command_line_goes_before_file_before_environment(self):
        printed = run_server("--db", "one.db", "--threads", "3",
                             "--print-config")
        self.assertEqual(printed.returncode, 0, printed.stderr)
        config = self.folder / "server.toml"
        config.write_text(printed.stdout)
        again = run_server("--config", config, "--print-config")
        self.assertEqual(again.stdout, printed.stdout)
        config.write_text('db = "two.db"\nlog-level = "error"\n')
        environment = dict(os.environ, PRESSTM_THREADS="5",
                           PRESSTM_LOG_LEVEL="off",
                           PRESSTM_REQUIRE_AUTHENTICATION="true")
        mixed = run_server("--config", config, "--db", "three.db",
                           "--print-config", environment=environment)
        self.assertIn('db="three.db"', mixed.stdout)
        self.assertIn('log-level="error"', mixed.stdout)
        self.assertIn("threads=5", mixed.stdout)
        self.assertIn("require-authentication=true", mixed.stdout)

    def test_refuses_what_it_does_not_know(self):
        config = self.folder / "server.toml"
        config.write_text('db = "x.db"\nthread = 3\n')
        refused = run_server("--config", config)
        self.assertEqual(refused.returncode, USAGE)
        self.assertIn("thread", refused.stderr)
        refused = run_server("--config", self.folder / "missing.toml")
        self.assertEqual(refused.returncode, USAGE)
        self.assertIn("missing.toml", refused.stderr)


if __name__ == "__main__":
    unittest.main()
