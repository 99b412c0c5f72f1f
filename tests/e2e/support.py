"""The real programs, started and asked."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

CLIENT = os.environ["PRESSTM_CLIENT"]
SERVER = os.environ["PRESSTM_SERVER_BINARY"]
DATA = pathlib.Path(os.environ["PRESSTM_TEST_DATA"])
EXTRA_DATA = pathlib.Path(os.environ["PRESSTM_EXTRA_DATA"])
SAMPLE = DATA / "press_sample.tmx"
SAMPLE_UNITS = 400
sys.path.insert(0, os.environ["PRESSTM_STUBS"])

DONE, NOTHING_FOUND, USAGE, ERROR = 0, 1, 2, 3

# Long enough for a loaded machine, short enough to end a hung test.
TIMEOUT_SECONDS = 120


def sample_rows():
    """The press sample as dictionaries with id, en, zh and ko."""
    with open(DATA / "press_sample.tsv", encoding="utf-8", newline="\n") as f:
        names = next(f).rstrip("\n").split("\t")
        return [dict(zip(names, line.rstrip("\n").split("\t"))) for line in f]


class Server:
    """A running presstm-server on a free port."""

    def __init__(self, db, *arguments, prefix=(), environment=None):
        self._log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [*prefix, SERVER, "--db", str(db), "--listen", "127.0.0.1:0",
             *map(str, arguments)],
            stdout=subprocess.PIPE, stderr=self._log, encoding="utf-8",
            env=environment)
        line = self.process.stdout.readline()
        # Only if asked for.
        for what in ("metrics", "http"):
            if f"{what} on" in line:
                setattr(self, f"{what}_url", line.split()[-1])
                line = self.process.stdout.readline()
        if "listening on" not in line:
            raise AssertionError(f"no server: {line}{self.finish()[1]}")
        self.address = line.split()[-1]

    def finish(self):
        """Waits for its end; returns exit code and log."""
        self.process.communicate(timeout=TIMEOUT_SECONDS)
        return self.process.returncode, self.log_so_far()

    def log_so_far(self):
        descriptor = self._log.fileno()
        content = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        return content.decode("utf-8")

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.finish()


class Result:
    """What a run of the client gave."""

    def __init__(self, completed):
        self.code = completed.returncode
        self.out = completed.stdout.decode("utf-8")
        self.err = completed.stderr.decode("utf-8", "replace")

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __repr__(self):
        return f"exit code {self.code}\n{self.out}\n{self.err}"


def client_environment(**changes):
    """The environment of clients: nothing of the user's."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("PRESSTM_") and name != "NO_COLOR"}
    environment["USER"] = "tester"
    environment.update(changes)
    return environment


def run_client(*arguments, stdin=None, environment=None):
    if isinstance(stdin, str):
        stdin = stdin.encode("utf-8")
    return Result(subprocess.run(
        [CLIENT, *[a if isinstance(a, bytes) else str(a) for a in arguments]],
        input=stdin if stdin is not None else b"", capture_output=True,
        timeout=TIMEOUT_SECONDS, env=environment or client_environment()))


class TestCase(unittest.TestCase):
    """Has a folder of its own, `folder`, that goes when the test does."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="presstm-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start_server(self, db=None, *arguments, **options):
        server = Server(db or self.folder / "memory.db", *arguments,
                        **options)
        self.addCleanup(server.stop)
        return server

    def expect(self, result, code):
        self.assertEqual(result.code, code, result)
        return result


class ServerTestCase(TestCase):
    """A server, a client and the press sample in the default memory."""

    @classmethod
    def setUpClass(cls):
        cls.class_folder = pathlib.Path(tempfile.mkdtemp(prefix="presstm-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.class_folder,
                            ignore_errors=True)
        cls.server = Server(cls.class_folder / "memory.db")
        cls.addClassCleanup(cls.server.stop)
        imported = cls.client("import", SAMPLE)
        assert imported.code == DONE, imported

    @classmethod
    def client(cls, *arguments, **options):
        return run_client("--server", cls.server.address, *arguments,
                          **options)

    def tearDown(self):
        self.assertIsNone(self.server.process.poll(), "the server is gone")
