"""Tokens, certificates and roles, with the real programs."""

import signal
import subprocess
import unittest

from certificates import Authority
from support import (DONE, ERROR, NOTHING_FOUND, SERVER, TIMEOUT_SECONDS,
                     USAGE, TestCase, client_environment, run_client)


class AccessTestCase(TestCase):
    """A server that requires authentication; "boss" is an administrator."""

    server_options = ("--require-authentication",)

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.on_file("access", "grant", "boss", "administrator")
        self.boss = self.make_file("boss", self.on_file("token", "create",
                                                        "boss").out)
        self.server = self.start_server(self.db, *self.server_options)

    def on_file(self, *arguments, code=DONE):
        return self.expect(run_client("--db", self.db, *arguments), code)

    def make_file(self, name, token):
        path = self.folder / f"{name}.token"
        path.write_text(token)
        return path

    def client(self, token_file, *arguments, code=DONE, **options):
        return self.expect(
            run_client("--server", self.server.address, "--token-file",
                       token_file, *arguments, **options), code)

    def token(self, identity, *options):
        made = self.client(self.boss, "--json", "token", "create", identity,
                           *options).json
        return made["id"], self.make_file(identity, made["token"])


class TokenTest(AccessTestCase):
    server_options = (*AccessTestCase.server_options, "--log-level", "debug")

    def test_a_token_from_its_making_to_its_end(self):
        number, kim = self.token("kim", "--description", "laptop", "--days", 30)
        self.assertEqual(self.client(kim, "--json", "access", "whoami").json,
                         {"identity": "kim", "grants": []})
        listed = self.client(self.boss, "--json", "token", "list").json
        self.assertEqual([token["identity"] for token in listed["tokens"]],
                         ["boss", "kim"])
        self.assertIn("last_used_time", listed["tokens"][1])
        self.assertNotIn(kim.read_text(), str(listed))
        shown = self.client(self.boss, "token", "list").out
        self.assertIn("kim", shown)
        self.assertIn("laptop", shown)
        self.assertNotIn(kim.read_text(), shown)
        self.client(self.boss, "token", "revoke", number)
        refused = self.client(kim, "access", "whoami", code=ERROR)
        self.assertIn("revoked", refused.err)
        self.assertNotIn(kim.read_text().strip(), refused.err)
        self.client(self.boss, "token", "revoke", number, code=NOTHING_FOUND)

    def test_the_token_comes_from_where_it_is_said(self):
        _, kim = self.token("kim")
        text = kim.read_text().strip()
        whoami = ("--server", self.server.address, "access", "whoami")
        for given in (run_client("--token", text, *whoami),
                      run_client(*whoami, environment=client_environment(
                          PRESSTM_TOKEN=text)),
                      run_client(*whoami, environment=client_environment(
                          PRESSTM_TOKEN_FILE=str(kim))),
                      # The command line goes before the environment.
                      run_client("--token-file", kim, *whoami,
                                 environment=client_environment(
                                     PRESSTM_TOKEN="ptm_1_wrong"))):
            self.assertIn("you are kim", self.expect(given, DONE).out)
        missing = self.expect(run_client(*whoami), ERROR)
        self.assertIn("--token-file", missing.err)
        self.expect(run_client("--token", text, "--token-file", kim, *whoami),
                    USAGE)
        self.assertIn("none.token", self.expect(
            run_client("--token-file", self.folder / "none.token", *whoami),
            USAGE).err)
        spaced = self.make_file("spaced", f"{text} {text}")
        wrong = self.expect(run_client("--token-file", spaced, *whoami), USAGE)
        self.assertNotIn(text, wrong.err)

    def test_a_token_does_not_leave_the_machine_in_clear(self):
        text = self.boss.read_text().strip()
        for server in ("192.0.2.1:7411", "tm.example:7411", "[2001:db8::1]:1"):
            refused = self.expect(
                run_client("--server", server, "--token", text, "access",
                           "whoami"), USAGE)
            self.assertIn("encryption", refused.err)
            self.assertNotIn(text, refused.err)
        # It is not wanted, and not sent, where there is no server.
        other = self.folder / "other.db"
        self.expect(run_client("--db", other, "--token", text, "memory",
                               "create", "press"), DONE)

    def test_roles(self):
        self.client(self.boss, "memory", "create", "press")
        self.client(self.boss, "memory", "create", "secret")
        _, kim = self.token("kim")
        add = ("add", "--memory", "press", "--from", "en", "--to", "ko",
               "Good morning", "안녕하세요")
        self.assertIn("there is no memory", self.client(kim, *add,
                                                        code=ERROR).err)
        self.client(self.boss, "access", "grant", "kim", "reader", "--memory",
                    "press")
        self.assertEqual(
            [memory["name"] for memory in self.client(
                kim, "--json", "memory", "list").json["memories"]], ["press"])
        denied = self.client(kim, *add, code=ERROR)
        self.assertIn("contributor", denied.err)
        self.assertIn("yours is reader", denied.err)
        self.client(self.boss, "access", "grant", "kim", "contributor",
                    "--memory", "press")
        unit = self.client(kim, "--json", *add).json
        self.assertEqual(unit["created_by"], "kim")
        self.client(kim, "delete", "--memory", "press", unit["id"], code=ERROR)
        self.client(kim, "memory", "show", "secret", code=NOTHING_FOUND)
        self.client(kim, "memory", "show", "missing", code=NOTHING_FOUND)
        self.client(kim, "export", "--memory", "secret", code=ERROR)
        self.client(kim, "database", "backup", self.folder / "b.db",
                    code=ERROR)
        status = self.client(kim, "status").out
        self.assertIn("  press\t1\n", status)
        self.assertNotIn("secret", status)
        self.assertNotIn("Lookup", status)
        self.assertIn("Administrators see more.\n", status)
        self.assertIn("CreateTranslationUnit",
                      self.client(self.boss, "status").out)
        self.assertEqual(
            self.client(self.boss, "access", "list", "kim").out,
            "kim\tcontributor\tpress\n")
        self.client(self.boss, "access", "revoke", "kim", "--memory", "press")
        self.client(kim, *add, code=ERROR)
        changes = self.client(kim, "changes", code=ERROR)
        self.assertIn("administrator", changes.err)
        log = self.client(self.boss, "--json", "changes").json_lines
        self.assertEqual(
            [(change["kind"], change["author"], change["identity"])
             for change in log if "identity" in change],
            # Before the server was there, the user had the file.
            [("set_grant", "tester", "boss"),
             ("create_token", "tester", "boss"),
             ("create_token", "boss", "kim"), ("set_grant", "boss", "kim"),
             ("set_grant", "boss", "kim"), ("set_grant", "boss", "kim")])
        self.assertEqual([change["author"] for change in log
                          if change["kind"] == "create"], ["kim"])
        self.assertIn("kim none in press  by boss",
                      self.client(self.boss, "changes").out)

    def test_wrong_command_lines(self):
        for arguments in (("access", "grant", "kim", "reader"),
                          ("access", "grant", "kim", "owner",
                           "--all-memories"),
                          ("access", "grant", "kim", "administrator",
                           "--memory", "press"),
                          ("access", "revoke", "kim"),
                          ("token", "create"),
                          ("token", "revoke", "kim"),
                          ("token", "create", "kim", "--days", "0")):
            self.client(self.boss, *arguments, code=USAGE)

    def test_says_at_the_start_how_callers_are_known(self):
        _, log = self.server.stop()
        self.assertIn("only this machine can reach it", log)
        self.assertIn("known by their token", log)
        self.assertNotIn("nobody is an administrator", log)

    def test_says_if_nobody_is_an_administrator(self):
        self.server.stop()
        self.on_file("access", "revoke", "boss", "--all-memories")
        _, log = self.start_server(self.db, *self.server_options).stop()
        self.assertIn("nobody is an administrator", log)

    def test_no_token_is_in_the_log(self):
        _, kim = self.token("kim")
        self.client(kim, "access", "whoami")
        wrong = self.make_file("wrong", "ptm_1_wrongsecret")
        self.client(wrong, "access", "whoami", code=ERROR)
        _, log = self.server.stop()
        self.assertIn("method=CreateToken", log)
        self.assertIn("reason=TOKEN_INVALID", log)
        for token in (self.boss, kim, wrong):
            self.assertNotIn(token.read_text().strip(), log)


class CertificateTest(TestCase):

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.authority = Authority(self.folder)
        self.certificate, self.key = self.authority.issue("server")

    def start(self, *options):
        return self.start_server(
            self.db, "--tls-cert", self.certificate, "--tls-key", self.key,
            *options)

    def client(self, server, name, *arguments, code=DONE):
        options = ()
        if name:
            certificate, key = self.authority.issue(name)
            options = ("--tls-cert", certificate, "--tls-key", key)
        return self.expect(
            run_client("--server", server.address, "--tls-ca",
                       self.authority.path, *options, *arguments), code)

    def test_the_name_in_a_certificate_has_roles(self):
        self.expect(run_client("--db", self.db, "access", "grant", "boss",
                               "administrator"), DONE)
        server = self.start("--require-authentication", "--tls-client-ca",
                            self.authority.path)
        self.assertEqual(
            self.client(server, "boss", "--json", "access", "whoami").json,
            {"identity": "boss", "grants": [
                {"identity": "boss", "role": "administrator"}]})
        self.client(server, "boss", "memory", "create", "press")
        self.client(server, "desk", "memory", "show", "press",
                    code=NOTHING_FOUND)
        self.client(server, "boss", "access", "grant", "desk", "reader",
                    "--memory", "press")
        self.client(server, "desk", "memory", "show", "press")
        # A token goes before the certificate.
        token = self.client(server, "boss", "token", "create",
                            "boss").out.strip()
        self.assertIn("you are boss", self.client(
            server, "desk", "--token", token, "access", "whoami").out)

    def test_the_name_in_a_certificate_is_the_author_without_roles(self):
        server = self.start("--tls-client-ca", self.authority.path)
        self.client(server, "desk", "--user", "mallory", "add", "--from", "en",
                    "--to", "ko", "Noon", "정오")
        log = self.client(server, "desk", "--json", "changes").json_lines
        self.assertEqual({change["author"] for change in log}, {"desk"})

    def test_tokens_do_where_no_certificate_is_asked_for(self):
        self.expect(run_client("--db", self.db, "access", "grant", "boss",
                               "administrator"), DONE)
        token = self.expect(run_client("--db", self.db, "token", "create",
                                       "boss"), DONE).out.strip()
        server = self.start("--require-authentication")
        self.client(server, None, "memory", "list", code=ERROR)
        self.client(server, None, "--token", token, "memory", "list")

    def test_tokens_and_encryption_are_enough_beyond_the_machine(self):
        options = ("--db", str(self.db), "--listen", "0.0.0.0:0")
        clear = subprocess.run(
            [SERVER, *options, "--require-authentication"],
            capture_output=True, encoding="utf-8", timeout=TIMEOUT_SECONDS)
        self.assertEqual(clear.returncode, USAGE)
        self.assertIn("without encryption", clear.stderr)
        with subprocess.Popen(
                [SERVER, *options, "--require-authentication", "--tls-cert",
                 str(self.certificate), "--tls-key", str(self.key)],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                encoding="utf-8") as process:
            self.assertIn("listening on", process.stdout.readline())
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=TIMEOUT_SECONDS)
        self.assertIn("other machines can reach it, encrypted", log)


if __name__ == "__main__":
    unittest.main()
