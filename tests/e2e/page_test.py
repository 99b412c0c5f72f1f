"""The search page in a real browser: Chromium without a screen."""

import os
import unittest
import urllib.parse

from support import DONE, SAMPLE, TIMEOUT_SECONDS, TestCase, run_client

try:
    from selenium import webdriver
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select, WebDriverWait
except ImportError:
    webdriver = None

CHROMEDRIVER = "/usr/bin/chromedriver"
NEWS = "AMs across the political spectrum fear it could invite ridicule."
# Where to leave screenshots, if anywhere.
SCREENSHOTS = os.environ.get("PRESSTM_SCREENSHOTS")


@unittest.skipUnless(webdriver and os.path.exists(CHROMEDRIVER),
                     "needs python3-selenium and chromium-driver")
class PageTest(TestCase):

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.on_file("import", SAMPLE)
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu",
                         "--disable-dev-shm-usage", "--no-proxy-server",
                         "--window-size=1000,900", "--lang=en",
                         f"--user-data-dir={self.folder / 'profile'}"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.browser = webdriver.Chrome(
            service=webdriver.chrome.service.Service(CHROMEDRIVER),
            options=options)
        self.addCleanup(self.browser.quit)

    def on_file(self, *arguments):
        return self.expect(run_client("--db", self.db, *arguments), DONE).out

    def start(self, *arguments):
        self.url = self.start_server(
            self.db, "--http-address", "127.0.0.1:0", *arguments).http_url

    def find(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def wait_for(self, selector):
        WebDriverWait(self.browser, TIMEOUT_SECONDS).until(
            lambda _: self.find(selector))
        return self.find(selector)

    def open(self, **search):
        self.browser.get(f"{self.url}#{urllib.parse.urlencode(search)}")

    def texts(self, selector):
        return [node.text for node in self.find(selector)]

    def keep_screenshot(self, name):
        if SCREENSHOTS:
            self.browser.save_screenshot(f"{SCREENSHOTS}/{name}.png")

    def expect_no_errors(self):
        """Of scripts, or of what the content policy forbids."""
        self.assertEqual(
            [entry for entry in self.browser.get_log("browser")
             if entry["level"] == "SEVERE"], [])

    def test_looks_up_in_three_languages(self):
        self.start()
        for ui, button, found in (("en", "Search", "1 match"),
                                  ("ko", "검색", "1건 일치"),
                                  ("zh", "检索", "1 条匹配")):
            self.open(text=NEWS, **{"from": "en", "to": "zh", "ui": ui})
            self.wait_for("#results li")
            self.assertEqual(self.texts("#search .go"), [button])
            self.assertEqual(self.texts("#status"), [found])
            self.assertEqual(self.texts("#results del"), ["fear"])
            self.assertEqual(self.texts("#results ins"), ["are worried"])
            self.assertTrue(self.texts(".score")[0].startswith("84"))
            self.assertIn("这会惹来嘲笑", self.texts(".target bdi")[0])
            self.assertEqual(
                self.find(".target bdi")[0].get_attribute("lang"), "zh-CN")
            self.assertIn("default #", self.texts(".meta")[0])
            self.assertEqual(
                self.find("html")[0].get_attribute("lang"), ui)
            self.keep_screenshot(f"lookup-{ui}")
        self.expect_no_errors()

    def test_searches_as_people_do(self):
        self.start()
        self.open()
        self.assertEqual(self.texts("#search .go"), ["Search"])
        self.wait_for("select[name=from] option[value='zh-CN']")
        self.find("input[value=concordance]")[0].click()
        Select(self.find("select[name=from]")[0]).select_by_value("zh")
        Select(self.find("select[name=to]")[0]).select_by_value("ko")
        self.find("textarea")[0].send_keys("发言人")
        self.find("#search .go")[0].click()
        self.wait_for("#results mark")
        self.assertEqual(set(self.texts("#results mark")), {"发言人"})
        self.assertEqual(
            {node.get_attribute("lang") for node in self.find(".target bdi")},
            {"ko"})
        for ui in ("ko", "zh", "en"):
            self.find(f"#languages button[value={ui}]")[0].click()
            self.wait_for("#results mark")
            self.keep_screenshot(f"concordance-{ui}")
        self.open(text="没有这样的句子", mode="lookup",
                  **{"from": "zh", "to": "ko", "ui": "zh"})
        WebDriverWait(self.browser, TIMEOUT_SECONDS).until(
            lambda _: self.texts("#status") == ["未找到结果。"])
        self.expect_no_errors()

    def test_shows_markup_as_text(self):
        markup = "<img src=x onerror=\"document.title='broken'\">&amp;<b>bold</b>"
        self.on_file("add", "--from", "en", "--to", "ko", markup, markup)
        self.start()
        self.open(text=markup, **{"from": "en", "to": "ko", "ui": "en"})
        self.wait_for("#results li")
        self.assertEqual(self.texts(".target bdi"), [markup])
        self.assertEqual(self.find("#results img, #results b"), [])
        self.assertEqual(self.browser.title, "presstm")

    def test_asks_for_a_token(self):
        self.on_file("access", "grant", "kim", "reader", "--memory", "default")
        token = self.on_file("token", "create", "kim").strip()
        self.start("--require-authentication")
        self.open(text=NEWS, **{"from": "en", "to": "zh", "ui": "ko"})
        self.wait_for("#status.error")
        self.assertIn("토큰", self.texts("#status")[0])
        self.keep_screenshot("token-ko")
        self.find("input[name=token]")[0].send_keys(token)
        self.find("#login button")[0].click()
        self.wait_for("#results li")
        self.assertEqual(
            self.browser.execute_script("return localStorage.length"), 0)
        self.assertNotIn(token, self.browser.current_url)


if __name__ == "__main__":
    unittest.main()
