"""Other programs' own code against the HTTP listener: Weblate's. Its wheel is
not Debian's, so this runs by scripts/test-weblate only."""

import os
import pathlib
import types
import unittest

import weblate_machinery
from support import DONE, SAMPLE, TestCase, run_client, sample_rows

WEBLATE = os.environ.get("PRESSTM_WEBLATE")  # The folder of the wheel.
NEWS = "AMs across the political spectrum fear it could invite ridicule."


def show(what, matches):
    """For whoever runs this to see."""
    print(f"\n{what}")
    for match in matches:
        print(f"  {match['quality']:3} {match['source']}\n"
              f"      {match['text']}")


@unittest.skipUnless(WEBLATE, "scripts/test-weblate runs this")
class WeblateTest(TestCase):

    def setUp(self):
        super().setUp()
        weblate_machinery.clear_cache()
        self.db = self.folder / "memory.db"
        self.on_file("import", SAMPLE)

    def on_file(self, *arguments):
        return self.expect(run_client("--db", self.db, *arguments), DONE).out

    @classmethod
    def setUpClass(cls):
        cls.Machinery = weblate_machinery.load(pathlib.Path(WEBLATE))

    def start(self, *arguments):
        return self.start_server(self.db, "--http-address", "127.0.0.1:0",
                                 *arguments).http_url

    def machinery(self, url):
        return self.Machinery({"url": url})

    def translate(self, machinery, source, target, text, threshold=75):
        """What Weblate does for one string of a component."""
        def language(code):
            return types.SimpleNamespace(code=code)
        pair = machinery.get_languages(language(source), language(target))
        return machinery._translate(*pair, [(text, None)],
                                    threshold=threshold)[text]

    def test_gets_matches(self):
        url = self.start()
        for path in ("tmserver", "tmserver/", "api/v1",
                     "memories/default/tmserver"):
            weblate_machinery.clear_cache()
            machinery = self.machinery(url + path)
            matches = self.translate(machinery, "en", "zh_Hans", NEWS)
            [match] = matches
            self.assertEqual(match["quality"], 84)
            self.assertIn("这会惹来嘲笑", match["text"])
        show(f"Weblate, en -> zh_Hans: {NEWS}", matches)
        korean = self.translate(machinery, "ko", "zh_Hans",
                                sample_rows()[0]["ko"])
        show("Weblate, ko -> zh_Hans", korean)
        self.assertTrue(korean)
        for text in ("100% & <b>a/b</b>?", "너무 긴 문장 " * 200, "a\r\nb"):
            self.translate(machinery, "en", "ko", text)

    def test_knows_the_languages(self):
        machinery = self.machinery(self.start() + "tmserver")
        machinery.validate_settings()
        for pair in (("en", "zh_hans"), ("en", "zh_hant"), ("ko", "en"),
                     ("zh_cn", "ko")):
            self.assertTrue(machinery.is_supported(*pair), pair)
        self.assertFalse(machinery.is_supported("en", "de"))

    def test_logs_in_by_its_url(self):
        self.on_file("access", "grant", "weblate", "reader",
                     "--memory", "default")
        token = self.on_file("token", "create", "weblate").strip()
        url = self.start("--require-authentication") + "tmserver"
        with_token = url.replace("http://", f"http://weblate:{token}@")
        self.assertTrue(self.translate(self.machinery(with_token), "en",
                                       "zh_Hans", NEWS))
        weblate_machinery.clear_cache()
        with self.assertRaisesRegex(Exception, "401"):
            self.translate(self.machinery(url), "en", "zh_Hans", NEWS)


if __name__ == "__main__":
    unittest.main()
