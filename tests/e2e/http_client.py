"""Requests over HTTP, without proxies of the user's."""

import base64
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request

from support import TIMEOUT_SECONDS


class Answer:
    """What came back, whatever its status."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8")

    @property
    def json(self):
        return json.loads(self.text)

    def __repr__(self):
        return f"{self.status} {self.text}"


class HttpClient:
    """Asks one server."""

    def __init__(self, url, token=None, authority=None):
        self.url = url.rstrip("/")
        self.headers = {}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"
        handlers = [urllib.request.ProxyHandler({})]
        if authority:
            handlers.append(urllib.request.HTTPSHandler(
                context=ssl.create_default_context(cafile=authority)))
        self.opener = urllib.request.build_opener(*handlers)

    def request(self, method, path, body=None, headers=None):
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode("utf-8")
        request = urllib.request.Request(
            self.url + path, method=method, data=body,
            headers={**self.headers, **(headers or {})})
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return Answer(response)
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error)

    def get(self, path, **parameters):
        query = f"?{urllib.parse.urlencode(parameters)}" if parameters else ""
        return self.request("GET", path + query)

    def look_up(self, source, target, text, base="/tmserver", **parameters):
        return self.get(f"{base}/{source}/{target}/unit/"
                        f"{urllib.parse.quote(text, safe='')}", **parameters)


def basic(user, password):
    pair = base64.b64encode(f"{user}:{password}".encode("utf-8"))
    return {"Authorization": f"Basic {pair.decode('ascii')}"}
