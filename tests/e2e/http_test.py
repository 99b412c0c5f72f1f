"""The HTTP listener: the tmserver protocol, the page's calls, who may do what,
limits, health and metrics."""

import os
import socket
import subprocess
import unittest

from certificates import Authority
from http_client import HttpClient, basic
from support import (DONE, ERROR, SAMPLE, SAMPLE_UNITS, SERVER,
                     TIMEOUT_SECONDS, USAGE, TestCase, run_client, sample_rows)

HTTP = ("--http-address", "127.0.0.1:0")
# What the server takes, at most. Under ThreadSanitizer less: in the packaged
# gRPC, which it cannot follow, it ponders every byte that is handed over.
LARGE_BODY_BYTES = (256 * 1024 if os.environ.get("PRESSTM_SANITIZE") == "thread"
                    else 4 * 1024 * 1024)
NEWS = "AMs across the political spectrum fear it could invite ridicule."


class HttpTestCase(TestCase):

    def start(self, *arguments, **options):
        self.server = self.start_server(None, *HTTP, *arguments, **options)
        self.http = HttpClient(self.server.http_url)
        return self.http

    def client(self, *arguments, code=DONE):
        return self.expect(
            run_client("--server", self.server.address, *arguments), code)

    def assert_error(self, answer, status, reason=None, text=""):
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        if reason:
            self.assertEqual(answer.json["reason"], reason, answer)
        self.assertIn(text, answer.json["message"])


class TmserverTest(HttpTestCase):

    def test_looks_up(self):
        http = self.start()
        self.assertEqual(http.look_up("en", "zh", NEWS).json, [])
        self.client("import", SAMPLE)
        for base in ("/tmserver", "/api/v1", "/api/v1/",
                     "/memories/default/tmserver", "/memories/default/api/v1"):
            answer = http.look_up("en", "zh", NEWS, base)
            self.assertEqual(answer.status, 200, answer)
            self.assertEqual(answer.headers["Content-Type"],
                             "application/json")
            [match] = answer.json
            self.assertEqual(match["quality"], 84)
            self.assertIn("are worried", match["source"])
            self.assertIn("这会惹来嘲笑", match["target"])
            self.assertIsInstance(match["rank"], float)
        by_query = http.get("/tmserver/en/zh/unit/", source=NEWS)
        self.assertEqual(by_query.json, answer.json)
        self.assertEqual(http.look_up("EN", "zh_hans", NEWS).json, answer.json)
        self.assertEqual(
            http.look_up("en", "zh", NEWS, min_similarity=85).json, [])
        row = sample_rows()[0]
        exact = http.look_up("ko", "en", row["ko"]).json[0]
        self.assertEqual((exact["source"], exact["target"]),
                         (row["ko"], row["en"]))
        few = http.look_up("ko", "en", row["ko"], min_similarity=0,
                           max_candidates=2).json
        self.assertEqual(len(few), 2)
        self.assertGreater(few[0]["rank"], few[1]["rank"])

    def test_lists_languages(self):
        http = self.start()
        empty = http.get("/tmserver/languages/").json
        self.assertEqual(empty, {"sourceLanguages": [], "targetLanguages": []})
        self.client("import", SAMPLE)
        for path in ("/tmserver/languages/", "/api/v1/languages",
                     "/memories/default/tmserver/languages/"):
            languages = http.get(path).json
            for side in ("sourceLanguages", "targetLanguages"):
                for code in ("en", "ko", "zh", "zh_hans", "zh_hant", "zh_cn"):
                    self.assertIn(code, languages[side])
        self.client("memory", "create", "empty")
        self.assertEqual(http.get("/memories/empty/tmserver/languages/").json,
                         empty)

    def test_refuses_what_is_not_in_the_protocol(self):
        http = self.start()
        self.client("memory", "create", "default")
        self.assert_error(http.get("/none"), 404)
        self.assert_error(http.get("/tmserver/en/zh"), 404)
        self.assert_error(http.get("/tmserver/en/zh/unit/"), 404)
        self.assert_error(http.get("/tmserver/en/zh/unit/%FF"), 400,
                          "INVALID_UTF8")
        self.assert_error(http.look_up("en", "zz", "a"), 400,
                          "UNKNOWN_LANGUAGE")
        self.assert_error(http.look_up("en", "zh", "a", min_similarity="x"),
                          400, "INVALID_ARGUMENT", "min_similarity")
        self.assert_error(http.look_up("en", "zh", "a", max_candidates=0),
                          400, "INVALID_ARGUMENT", "max_candidates")
        self.assert_error(http.look_up("en", "zh", "a", jsoncallback="f"),
                          400, "INVALID_ARGUMENT", "jsoncallback")
        self.assert_error(http.get("/memories/none/tmserver/en/zh/unit/a"),
                          404, "MEMORY_NOT_FOUND")
        self.assert_error(http.get("/memories/X/tmserver/en/zh/unit/a"), 400)
        refused = http.request("DELETE", "/tmserver/en/zh/unit/a")
        self.assert_error(refused, 405)
        self.assertEqual(refused.headers["Allow"], "GET, PUT, POST")
        self.assertEqual(http.request("HEAD", "/healthz").status, 200)


class WritesTest(HttpTestCase):

    def lookup(self, text, memory="press"):
        return self.http.look_up("en", "ko", text,
                                 f"/memories/{memory}/tmserver").json

    def units(self, memory):
        """All of the memory, as lines of JSON."""
        file = self.folder / f"{memory}.jsonl"
        self.client("export", "--memory", memory, file)
        return file.read_text(encoding="utf-8")

    def test_are_refused_unless_allowed(self):
        http = self.start("--http-memory", "press")
        self.client("memory", "create", "press")
        unit = {"source": "Good morning", "target": "안녕하세요"}
        for method, path, body in (
                ("PUT", "unit/Good%20morning", unit),
                ("POST", "unit/Good%20morning", unit),
                ("POST", "store/a", [unit]),
                ("PUT", "store/a.tmx", SAMPLE.read_bytes())):
            self.assert_error(
                http.request(method, f"/tmserver/en/ko/{path}", body), 403,
                "PERMISSION_DENIED", "--http-allow-writes")
        self.assertEqual(self.lookup("Good morning"), [])

    def test_take_units_lists_and_files(self):
        http = self.start("--http-memory", "press", "--http-allow-writes")
        self.client("memory", "create", "press")
        self.client("memory", "create", "other")
        written = http.request(
            "PUT", "/tmserver/en/ko/unit/Good%20morning",
            {"source": "Good morning", "target": "안녕하세요"})
        self.assertEqual((written.status, written.text), (200, ""))
        self.assertEqual(self.lookup("Good morning")[0]["target"],
                         "안녕하세요")
        http.request("POST", "/memories/other/tmserver/en/ko/unit/x",
                     {"source": "Good evening", "target": "좋은 저녁입니다"},
                     basic("kim", ""))
        self.assertEqual(self.lookup("Good evening", "other")[0]["quality"],
                         100)
        self.assertNotIn("Good evening",
                         [m["source"] for m in self.lookup("Good evening")])
        self.assertIn('"kim"', self.units("other"))
        answer = http.request("POST", "/tmserver/en/ko/store/news%2Fa.po", [
            {"source": "One", "target": "하나", "context": "menu"},
            {"source": "", "target": "빈"},
            {"source": "Two", "target": "둘"}])
        self.assertEqual(answer.status, 200, answer)
        self.assertTrue(answer.text.startswith(
            "added 2 units from news/a.po; 1 not, the first: unit 2: "), answer)
        again = http.request("POST", "/tmserver/en/ko/store/news%2Fa.po", [
            {"source": "One", "target": "하나"},
            {"source": "Three", "target": "셋"}])
        self.assertEqual(again.text, "added 1 units from news/a.po; "
                                     "1 there already")
        shown = self.units("press")
        self.assertIn('"news/a.po"', shown)
        self.assertIn('"menu"', shown)
        answer = http.request("PUT", "/tmserver/en/ko/store/sample.tmx",
                              SAMPLE.read_bytes())
        self.assertEqual(answer.text,
                         f"added {SAMPLE_UNITS} units from sample.tmx")
        changes = self.client("changes", "--memory", "press").out
        self.assertIn("create  press #1 revision 1", changes)

    def test_tell_warnings(self):
        http = self.start("--http-allow-writes", "--http-memory", "press")
        self.client("memory", "create", "press", "--check-quality", "yes")
        one = http.request("PUT", "/tmserver/en/ko/unit/x",
                           {"source": "In 2026", "target": "올해에"})
        self.assertEqual((one.status, one.text),
                         (200, "warning: ko lacks the number 2026\n"))
        several = http.request("POST", "/tmserver/en/ko/store/a.po", [
            {"source": "In 1999", "target": "1999년에"},
            {"source": "In 1998", "target": "그해에"}])
        self.assertEqual(several.text,
                         "added 2 units from a.po; 1 with warnings, the "
                         "first: unit 2: ko lacks the number 1998")

    def test_say_what_is_wrong(self):
        http = self.start("--http-allow-writes")
        self.client("memory", "create", "press")
        path = "/memories/press/tmserver/en/ko/"
        unit = {"source": "a", "target": "b"}
        self.assert_error(
            http.request("PUT", "/tmserver/en/ko/unit/a", unit), 400, None,
            "--http-memory")
        for body in (b"", b"{", b"\xff", b"[]", {"source": "a"},
                     {"source": "a", "target": 1}):
            self.assert_error(http.request("PUT", path + "unit/a", body), 400)
        self.assert_error(
            http.request("POST", path + "store/a", [unit, {"source": "a"}]),
            400, "INVALID_ARGUMENT", "unit 2")
        self.assert_error(http.request("POST", path + "store/a", unit), 400)
        self.assert_error(
            http.request("PUT", path + "store/a.po", b"msgid"), 415, None,
            "po2tmx")
        self.assert_error(
            http.request("PUT", path + "store/a.tmx", b"<tmx><body><tu>"), 400,
            "TMX_MALFORMED")
        self.assert_error(
            http.request("PUT", "/memories/none/tmserver/en/ko/unit/a", unit),
            404, "MEMORY_NOT_FOUND")
        self.assert_error(
            http.request("POST", path + "unit/a", unit,
                         {"Origin": "https://evil.example"}), 403)
        self.assertEqual(self.lookup("a"), [])


class JsonApiTest(HttpTestCase):

    def test_looks_up_and_searches(self):
        http = self.start()
        self.client("import", SAMPLE)
        [memory] = http.get("/api/v1/memories").json["memories"]
        self.assertEqual(memory["name"], "memories/default")
        answer = http.request("POST", "/api/v1/lookup", {
            "query": {"text": NEWS}, "sourceLanguageCode": "en",
            "targetLanguageCode": "zh"})
        [match] = answer.json["matches"]
        self.assertEqual((match["score"], match["type"]),
                         (84, "MATCH_TYPE_FUZZY"))
        self.assertTrue(match["differences"])
        hits = http.request("POST", "/api/v1/concordance", {
            "text": "发言人", "languageCode": "zh"}).json["hits"]
        self.assertTrue(hits[0]["spans"])
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_says_what_is_wrong(self):
        http = self.start()
        self.client("memory", "create", "press")
        for path in ("lookup", "concordance"):
            self.assertEqual(http.get(f"/api/v1/{path}").status, 405)
            self.assert_error(
                http.request("POST", f"/api/v1/{path}", {"none": 1}), 400,
                "INVALID_ARGUMENT")
            self.assert_error(http.request("POST", f"/api/v1/{path}", {}), 400)
        self.assertEqual(http.request("POST", "/api/v1/memories", {}).status,
                         405)


class AccessTest(HttpTestCase):

    def setUp(self):
        super().setUp()
        db = self.folder / "memory.db"

        def on_file(*arguments):
            return self.expect(run_client("--db", db, *arguments), DONE).out
        for memory in ("press", "secret"):
            on_file("memory", "create", memory)
            on_file("import", "--memory", memory, SAMPLE)
        on_file("access", "grant", "boss", "administrator")
        on_file("access", "grant", "kim", "contributor", "--memory", "press")
        on_file("access", "grant", "lee", "reader", "--memory", "press")
        self.tokens = {name: on_file("token", "create", name).strip()
                       for name in ("boss", "kim", "lee")}

    def as_user(self, name):
        return HttpClient(self.server.http_url, self.tokens[name])

    def test_asks_for_a_token(self):
        http = self.start("--require-authentication")
        for path in ("/tmserver/languages/", "/tmserver/en/zh/unit/a",
                     "/api/v1/memories", "/metrics"):
            refused = http.get(path)
            self.assert_error(refused, 401, "TOKEN_MISSING")
            self.assertEqual(refused.headers["WWW-Authenticate"],
                             'Bearer realm="presstm"')
        self.assertRegex(self.server.log_so_far(),
                         r"reason=TOKEN_MISSING count=1 peer=ipv4:127\.0\.0\.1:")
        for headers in ({"Authorization": "Bearer ptm_1_wrong"},
                        {"Authorization": "Digest x"}, basic("kim", "wrong")):
            self.assert_error(
                http.request("GET", "/api/v1/memories", None, headers), 401,
                "TOKEN_INVALID")
        for path in ("/", "/search.js", "/search.css", "/healthz"):
            self.assertEqual(http.get(path).status, 200, path)
        by_password = http.request("GET", "/api/v1/memories", None,
                                   basic("anybody", self.tokens["kim"]))
        self.assertEqual(by_password.status, 200, by_password)

    def test_roles_are_those_of_grpc(self):
        self.start("--require-authentication", "--http-memory", "press")
        unit = {"source": "Good morning", "target": "안녕하세요"}
        path = "/tmserver/en/ko/unit/Good%20morning"
        kim, lee, boss = map(self.as_user, ("kim", "lee", "boss"))
        self.assertEqual([m["name"] for m in
                          lee.get("/api/v1/memories").json["memories"]],
                         ["memories/press"])
        self.assertEqual(len(lee.look_up("en", "zh", NEWS).json), 1)
        self.assert_error(lee.get("/memories/secret/tmserver/languages/"), 404,
                          "MEMORY_NOT_FOUND")
        self.assert_error(
            lee.look_up("en", "zh", NEWS, "/memories/secret/tmserver"), 404,
            "MEMORY_NOT_FOUND")
        self.assert_error(lee.request("PUT", path, unit), 403, "ROLE_TOO_LOW")
        self.assertEqual(kim.request("PUT", path, unit).status, 200)
        self.assert_error(
            kim.request("PUT", "/memories/secret" + path, unit), 404,
            "MEMORY_NOT_FOUND")
        self.assert_error(kim.get("/metrics"), 403, "ROLE_TOO_LOW")
        self.assertIn("presstm_ready 1", boss.get("/metrics").text)
        environment_token = self.folder / "boss.token"
        environment_token.write_text(self.tokens["boss"])
        changes = self.client("--token-file", environment_token, "changes",
                              "--memory", "press").out
        self.assertIn("kim", changes)

    def test_client_certificates_are_no_way_in(self):
        authority = Authority(self.folder)
        certificate, key = authority.issue("server")
        refused = subprocess.run(
            [SERVER, "--db", self.folder / "memory.db", "--listen",
             "127.0.0.1:0", *HTTP, "--tls-cert", certificate, "--tls-key", key,
             "--tls-client-ca", authority.path], capture_output=True,
            encoding="utf-8", timeout=TIMEOUT_SECONDS)
        self.assertEqual(refused.returncode, USAGE, refused)
        self.assertIn("--tls-client-ca", refused.stderr)


class TlsTest(HttpTestCase):

    def test_encrypts_and_takes_new_certificates(self):
        authority = Authority(self.folder)
        certificate, key = authority.issue("server")
        self.start("--tls-cert", certificate, "--tls-key", key)
        self.assertTrue(self.server.http_url.startswith("https://"))
        https = HttpClient(self.server.http_url, authority=authority.path)
        self.assertEqual(https.get("/healthz").status, 200)
        plain = HttpClient(self.server.http_url.replace("https", "http"))
        with self.assertRaises(OSError):
            plain.get("/healthz")
        other = Authority(self.folder, "other")
        other.issue("server")  # In the same files.
        renewed = HttpClient(self.server.http_url, authority=other.path)
        while True:  # Until it has looked at them again.
            try:
                self.assertEqual(renewed.get("/healthz").status, 200)
                break
            except OSError:
                continue


class LimitsTest(HttpTestCase):

    def connect(self):
        host, port = self.server.http_url.split("/")[2].split(":")
        connection = socket.create_connection((host, int(port)),
                                              TIMEOUT_SECONDS)
        self.addCleanup(connection.close)
        return connection

    def exchange(self, request):
        """What comes back until the server closes."""
        connection = self.connect()
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
        return answer

    def test_bound_headers_and_bodies(self):
        http = self.start("--http-allow-writes", "--http-memory", "press")
        self.client("memory", "create", "press")
        long_text = "a " * 5_000
        self.assertEqual(http.look_up("en", "ko", long_text).status, 200)
        self.assertIn(b"HTTP/1.1 431 ", self.exchange(
            b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\n\r\n"))
        self.assertIn(b"HTTP/1.1 431 ", self.exchange(
            b"GET / HTTP/1.1\r\nX: " + b"a" * 33_000))
        self.assertIn(b"HTTP/1.1 413 ", self.exchange(
            b"PUT /tmserver/en/ko/store/a.tmx HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Length: 99999999\r\n\r\n"))
        self.assertIn(b"HTTP/1.1 400 ", self.exchange(b"nonsense\r\n\r\n"))
        self.assertIn(b"HTTP/1.1 400 ", self.exchange(
            b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"))
        nearly = b" " * (LARGE_BODY_BYTES - 64 * 1024)
        self.assert_error(
            http.request("PUT", "/tmserver/en/ko/store/a.tmx", nearly), 400,
            "TMX_MALFORMED")

    def test_slow_clients_hold_up_nobody(self):
        http = self.start()
        self.client("memory", "create", "press")
        for _ in range(100):  # More than there are threads.
            self.connect().sendall(b"GET /tmserver/en/ko/unit/a HTTP/1.1\r\nX")
        self.assertEqual(http.get("/healthz").status, 200)
        self.client("memory", "list")

    def test_calls_a_second_count_by_address(self):
        self.start("--max-calls-per-second", "2")
        local = self.http
        answers = [local.get("/api/v1/memories") for _ in range(50)]
        refused = [a for a in answers if a.status == 429]
        self.assertTrue(refused)
        self.assert_error(refused[0], 429, "TOO_MANY_CALLS")
        # 127.0.0.2 is somebody else.
        host, port = self.server.http_url.split("/")[2].split(":")
        with socket.create_connection((host, int(port)), TIMEOUT_SECONDS,
                                      ("127.0.0.2", 0)) as other:
            other.sendall(b"GET /api/v1/memories HTTP/1.1\r\n"
                          b"Host: localhost\r\nConnection: close\r\n\r\n")
            self.assertIn(b"HTTP/1.1 200 ", other.recv(65536))

    def test_keeps_a_connection(self):
        self.start()
        connection = self.connect()
        for _ in range(3):
            connection.sendall(
                b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertIn(b"SERVING", connection.recv(65536))


class OperationTest(HttpTestCase):

    def test_health_metrics_and_end(self):
        http = self.start()
        self.client("import", SAMPLE)
        self.assertEqual(http.get("/healthz").json, {"status": "SERVING"})
        http.look_up("en", "zh", NEWS)
        metrics = http.get("/metrics")
        self.assertTrue(
            metrics.headers["Content-Type"].startswith("text/plain"))
        self.assertIn('presstm_calls_total{code="OK",method="Lookup"} 1',
                      metrics.text)
        self.assertEqual(self.server.stop()[0], 0)

    def test_says_nothing_of_segments_in_the_log(self):
        http = self.start("--log-level", "debug", "--slow-call", "0")
        self.client("import", SAMPLE)
        answer = http.request("GET", "/tmserver/en/zh/unit/Secret%20words",
                              None, {"X-Request-Id": "the-id"})
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.headers["X-Request-Id"], "the-id")
        http.get("/tmserver/en/zh/unit/Secret%FFwords")
        failed = http.request("GET", "/memories/none/tmserver/en/ko/unit/a",
                              None, {"X-Request-Id": "other-id"})
        self.assertEqual(failed.json["request_id"], "other-id")
        _, log = self.server.stop()
        self.assertNotIn("Secret", log)
        self.assertIn("request=the-id peer=ipv4:127.0.0.1:", log)

    def test_is_not_reached_from_other_machines_unless_told(self):
        def run(*arguments):
            return subprocess.run(
                [SERVER, "--db", self.folder / "memory.db", "--listen",
                 "127.0.0.1:0", *arguments], capture_output=True,
                encoding="utf-8", timeout=TIMEOUT_SECONDS)
        for arguments in (("--http-address", "0.0.0.0:0"),
                          ("--http-address", "0.0.0.0:0",
                           "--require-authentication"),
                          ("--http-address", "here"),
                          (*HTTP, "--http-memory", "No Name")):
            refused = run(*arguments)
            self.assertEqual(refused.returncode, USAGE, refused)
            self.assertIn("--http-", refused.stderr)
        self.start()
        taken = self.server.http_url.split("/")[2]
        failed = run("--http-address", taken)
        self.assertEqual(failed.returncode, ERROR, failed)
        self.assertIn(taken, failed.stderr)

    def test_pages_of_other_sites_learn_nothing(self):
        http = self.start()
        self.assert_error(
            http.request("GET", "/api/v1/memories", None,
                         {"Host": "evil.example"}), 403)
        page = http.get("/")
        self.assertIn("default-src 'none'",
                      page.headers["Content-Security-Policy"])
        self.assertNotIn("Access-Control-Allow-Origin", page.headers)


if __name__ == "__main__":
    unittest.main()
