"""What the server tells systemd, whose place a socket of the test takes."""

import os
import socket
import subprocess
import unittest

from support import DONE, SERVER, TIMEOUT_SECONDS, TestCase, run_client


class ServiceManagerTest(TestCase):

    def setUp(self):
        super().setUp()
        path = str(self.folder / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.socket.close)
        self.socket.bind(path)
        self.socket.settimeout(TIMEOUT_SECONDS)
        self.environment = dict(os.environ, NOTIFY_SOCKET=path)

    def next_message(self):
        """The next message as a dictionary."""
        lines = self.socket.recv(4096).decode("utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def test_is_told_of_the_beginning_and_the_end(self):
        server = self.start_server(environment=self.environment)
        loading = self.next_message()
        self.assertIn("STATUS", loading)
        self.assertNotIn("READY", loading)
        ready = self.next_message()
        self.assertEqual(ready["READY"], "1")
        self.assertIn(server.address, ready["STATUS"])
        self.expect(run_client("--server", server.address, "memory", "list"),
                    DONE)
        server.stop()
        self.assertEqual(self.next_message()["STOPPING"], "1")

    def test_is_not_told_ready_by_a_server_that_does_not_start(self):
        no_database = self.folder / "text.db"
        no_database.write_text("This is no database. " * 100)
        failed = subprocess.run(
            [SERVER, "--db", no_database, "--listen", "127.0.0.1:0"],
            env=self.environment, capture_output=True,
            timeout=TIMEOUT_SECONDS)
        self.assertEqual(failed.returncode, 3, failed)
        self.assertNotIn("READY", self.next_message())
        self.socket.setblocking(False)
        with self.assertRaises(BlockingIOError):
            self.socket.recv(4096)

    def test_need_not_be_there(self):
        server = self.start_server(environment=dict(
            os.environ, NOTIFY_SOCKET=str(self.folder / "nobody")))
        code, _ = server.stop()
        self.assertEqual(code, 0)


if __name__ == "__main__":
    unittest.main()
