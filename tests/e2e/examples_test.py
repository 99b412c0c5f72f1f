"""The examples of client/examples, made and run as their READMEs say."""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

from certificates import Authority
from support import (DONE, SAMPLE, TIMEOUT_SECONDS, Server,
                     client_environment, run_client, sample_rows)

ROOT = pathlib.Path(__file__).parents[2]
MAX_LINES = 59
# Packages may come from far away.
INSTALL_SECONDS = 900


class ExampleTests:
    """What all examples do. `example` names the folder, `source` its one
    file, `program` begins the command line."""

    @classmethod
    def setUpClass(cls):
        cls.top = pathlib.Path(tempfile.mkdtemp(prefix="presstm-e2e-"))
        cls.addClassCleanup(shutil.rmtree, cls.top, ignore_errors=True)
        # A copy, for what is made does not belong into the sources.
        cls.folder = cls.top / "client" / "examples" / cls.example
        (cls.top / "proto").symlink_to(ROOT / "proto")
        shutil.copytree(
            ROOT / "client" / "examples" / cls.example, cls.folder,
            ignore=shutil.ignore_patterns("node_modules", "generated", "build",
                                          "presstm", "__pycache__"))
        cls.start_server()
        cls.readme = cls.follow_readme()

    @classmethod
    def start_server(cls):
        """With all that keeps callers out; kim writes, ann only reads."""
        cls.authority = Authority(cls.top)
        certificate, key = cls.authority.issue("server")
        on_file = ("--db", cls.top / "memory.db")
        cls.tokens = {}
        for command in (["import", SAMPLE],
                        ["memory", "create", "checked", "--check-quality",
                         "yes"],
                        ["access", "grant", "kim", "contributor",
                         "--memory", "checked"],
                        ["access", "grant", "kim", "contributor",
                         "--memory", "default"],
                        ["access", "grant", "ann", "reader",
                         "--memory", "default"]):
            result = run_client(*on_file, *command)
            assert result.code == DONE, result
        for identity in ("kim", "ann"):
            cls.tokens[identity] = run_client(*on_file, "token", "create",
                                              identity).out.strip()
        cls.server = Server(on_file[1], "--tls-cert", certificate, "--tls-key",
                            key, "--require-authentication")
        cls.addClassCleanup(cls.server.stop)

    @classmethod
    def environment(cls, **changes):
        # Debian's interpreter knows Debian's modules: it goes first.
        path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        # By name, for TLS knows no addresses to ask for.
        port = cls.server.address.rsplit(":", 1)[1]
        return client_environment(**{
            "PATH": path, "PRESSTM_SERVER": f"localhost:{port}",
            "PRESSTM_TLS_CA": str(cls.authority.path),
            "PRESSTM_TOKEN": cls.tokens["kim"], **changes})

    @classmethod
    def follow_readme(cls):
        """Runs the commands of the README; returns what they print."""
        readme = (cls.folder / "README.md").read_text(encoding="utf-8")
        commands, = re.findall(r"^```sh\n(.*?)^```$", readme,
                               re.MULTILINE | re.DOTALL)
        done = subprocess.run(
            ["bash", "-euc", commands], cwd=cls.folder, encoding="utf-8",
            capture_output=True, timeout=INSTALL_SECONDS,
            env=cls.environment())
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run_example(self, *arguments, code=0, **environment):
        done = subprocess.run(
            [*self.program, *arguments], cwd=self.folder, encoding="utf-8",
            capture_output=True, timeout=TIMEOUT_SECONDS,
            env=self.environment(**environment))
        self.assertEqual(done.returncode, code, done)
        return done.stderr if code else done.stdout

    def test_the_readme_ends_with_a_look_up(self):
        self.assertIn("他曾表示，酒吧的消失情有可原。\tmemories/default\n",
                      self.readme)

    def test_is_short(self):
        lines = (self.folder / self.source).read_text().splitlines()
        self.assertLessEqual(len(lines), MAX_LINES)

    def test_shows_all_that_is_found(self):
        row = sample_rows()[30]
        self.assertEqual(self.run_example("en", "ko", row["en"]),
                         f"100\t{row['ko']}\tmemories/default\n")
        self.assertEqual(self.run_example("en", "ko", "Quite unheard-of."), "")

    def test_what_is_written_takes_the_place_of_the_earlier(self):
        text = f"A sentence written in {self.example}."
        stored = self.run_example("en", "ko", text, "문장")
        self.assertRegex(
            stored, r"\Astored\tmemories/default/translationUnits/[0-9]+\n\Z")
        corrected = self.run_example("en", "ko", text, "고친 문장")
        self.assertEqual(corrected, f"100\t문장\tmemories/default\n{stored}")
        self.assertEqual(self.run_example("en", "ko", text),
                         "100\t고친 문장\tmemories/default\n")

    def test_shows_warnings(self):
        stored = self.run_example("en", "ko", "In 2026", "올해에",
                                  PRESSTM_MEMORY="checked")
        self.assertIn("\nwarning\tko lacks the number 2026\n", stored)

    def test_errors_are_shown_with_their_reason(self):
        text = ("en", "ko", "A sentence.")
        rows = {
            "NOT_FOUND MEMORY_NOT_FOUND: ": ({"PRESSTM_MEMORY": "none"}, text),
            "UNAUTHENTICATED TOKEN_MISSING: ": ({"PRESSTM_TOKEN": ""}, text),
            "PERMISSION_DENIED ROLE_TOO_LOW: ": (
                {"PRESSTM_TOKEN": self.tokens["ann"]}, (*text, "문장")),
            "INVALID_ARGUMENT UNKNOWN_LANGUAGE: ": ({}, ("?", *text[1:])),
            # No server, so no reason of its own.
            "UNAVAILABLE : ": ({"PRESSTM_SERVER": "127.0.0.1:1"}, text),
        }
        for begin, (environment, arguments) in rows.items():
            with self.subTest(begin):
                error = self.run_example(*arguments, code=1, **environment)
                self.assertTrue(error.startswith(begin), error)

    def test_does_not_wait_for_a_server_that_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            error = self.run_example(
                "en", "ko", "A sentence.", code=1,
                PRESSTM_SERVER=f"localhost:{silent.getsockname()[1]}")
        self.assertTrue(error.startswith("DEADLINE_EXCEEDED : "), error)


class PythonExampleTest(ExampleTests, unittest.TestCase):
    example, source = "python", "look_up.py"
    program = ["python3", "look_up.py"]


class TypeScriptExampleTest(ExampleTests, unittest.TestCase):
    example, source = "typescript", "look_up.ts"
    program = ["node", "build/look_up.js"]

    def test_the_lock_file_names_no_registry(self):
        lock = (self.folder / "package-lock.json").read_text(encoding="utf-8")
        self.assertNotIn('"resolved"', lock)
        self.assertIn('"integrity"', lock)


if __name__ == "__main__":
    unittest.main()
