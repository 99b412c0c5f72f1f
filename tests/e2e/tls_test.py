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

    def wait_for_log(self, server, text):
        """A look at the files takes a connection: makes some."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while text not in server.log_so_far():
            self.assertLess(time.monotonic(), deadline, text)
            self.assertTrue(self.served_certificate(server))
            time.sleep(0.1)

    def test_goes_on_with_what_it_had_where_new_files_cannot_be_used(self):
        server = self.start_tls_server("--tls-client-ca", self.authority.path)
        before = self.served_certificate(server)
        good = {path: path.read_bytes() for path in
                (self.certificate, self.key, self.authority.path)}
        _, other_key = self.authority.issue("other")
        for path, content, problem in (
                (self.certificate, b"", "holds no PEM certificate"),
                (self.certificate, b"junk", "holds no PEM certificate"),
                (self.certificate, good[self.certificate][:300],
                 "holds no PEM certificate"),
                (self.certificate, b"x" * 2_000_000, "has more than"),
                (self.key, b"", "holds no PEM private key"),
                (self.key, other_key.read_bytes(), "is not the key of"),
                (self.authority.path, b"junk", "holds no PEM certificate"),
                (self.certificate, None, "cannot be read")):
            with self.subTest(path=path.name, content=(content or b"")[:8]):
                if content is None:
                    path.unlink()
                else:
                    path.write_bytes(content)
                self.wait_for_log(server, f"{path}: {problem}")
                self.assertEqual(self.served_certificate(server), before)
                path.write_bytes(good[path])
        # In place, the key long after the certificate.
        certificate, key = self.authority.issue("server", "renewed")
        self.certificate.write_bytes(certificate.read_bytes())
        self.wait_for_log(server, f"{self.key}: is not the key of")
        self.assertEqual(self.served_certificate(server), before)
        self.key.write_bytes(key.read_bytes())
        self.wait_for_log(server, "from now on its new content is used")
        self.assertEqual(self.served_certificate(server),
                         certificate.read_text())
        self.assertEqual(server.stop()[0], 0)

    def test_a_client_certificate_may_be_optional(self):
        db = self.folder / "memory.db"
        for user in ("boss", "desk"):
            self.expect(run_client("--db", db, "access", "grant", user,
                                   "administrator"), DONE)
        token = self.expect(run_client("--db", db, "token", "create", "boss"),
                            DONE).out.strip()
        server = self.start_tls_server(
            "--tls-client-ca", self.authority.path, "--tls-client-optional",
            "--require-authentication")
        trust = ("--server", server.address, "--tls-ca", self.authority.path)
        whoami = ("--json", "access", "whoami")
        self.assertEqual(self.expect(run_client(
            *trust, "--token", token, *whoami), DONE).json["identity"], "boss")
        certificate, key = self.authority.issue("desk")
        self.assertEqual(self.expect(run_client(
            *trust, "--tls-cert", certificate, "--tls-key", key, *whoami),
            DONE).json["identity"], "desk")
        refused = self.expect(run_client(*trust, *whoami), ERROR)
        self.assertIn("token", refused.err)
        stranger, key = Authority(self.folder, "other").issue("desk")
        self.expect(run_client(*trust, "--tls-cert", stranger, "--tls-key",
                               key, *whoami), ERROR)
        # It is no log-in by itself.
        alone = run_server("--db", db, "--listen", "0.0.0.0:0", "--tls-cert",
                           self.certificate, "--tls-key", self.key,
                           "--tls-client-ca", self.authority.path,
                           "--tls-client-optional")
        self.assertEqual(alone.returncode, USAGE)
        self.assertIn("without a log-in", alone.stderr)

    def test_client_says_what_a_lost_connection_may_mean(self):
        server = self.start_tls_server()
        self.assertIn("--tls", self.expect(self.list_memories(server),
                                           ERROR).err)

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
        self.assertIn(f"{config}, line 2: there is no option thread",
                      refused.stderr)
        refused = run_server("--config", self.folder / "missing.toml")
        self.assertEqual(refused.returncode, USAGE)
        self.assertIn("missing.toml", refused.stderr)

    def test_names_the_line_of_what_is_no_toml(self):
        config = self.folder / "server.toml"
        for text, line in (('# Ours.\ndb = "x.db\n', 2),
                           ('db = "x.db"\nthreads = [1, 2]\n', 2),
                           ("[server]\ndb = 'x.db'\n", 1),
                           ("db = 'x.db'\ndb = 'y.db'\n", 2),
                           ("db = x.db\n", 1)):
            config.write_text(text)
            refused = run_server("--config", config)
            self.assertEqual(refused.returncode, USAGE, text)
            self.assertIn(f"{config}, line {line}: ", refused.stderr)

    def test_tells_where_a_refused_value_stands(self):
        config = self.folder / "server.toml"
        config.write_text('db = "x.db"\nlisten = 7411\n')
        address = run_server("--config", config)
        self.assertEqual(address.returncode, USAGE)
        self.assertIn('--listen: "7411" is not HOST:PORT', address.stderr)
        self.assertIn(f"{config}, line 2", address.stderr)
        config.write_text('db = "x.db"\n\nthreads = 0\n')
        refused = run_server("--config", config)
        self.assertEqual(refused.returncode, USAGE)
        self.assertIn(f"{config}, line 3", refused.stderr)
        bad = run_server("--db", "x.db",
                         environment={"PRESSTM_THREADS": "many"})
        self.assertEqual(bad.returncode, USAGE)
        self.assertIn("PRESSTM_THREADS in the environment", bad.stderr)
        given = run_server("--db", "x.db", "--threads", "many",
                           environment={"PRESSTM_THREADS": "2"})
        self.assertEqual(given.returncode, USAGE)
        self.assertNotIn("PRESSTM_THREADS", given.stderr)


if __name__ == "__main__":
    unittest.main()
