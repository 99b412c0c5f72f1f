"""The plug-in in the real OmegaT, against a real server. See scripts/test-omegat."""

import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PRESS = ROOT / "tests/data/press_sample.tmx"
DEADLINE_SECONDS = 120

# Rows 3 to 6 of the press sample; the second and the last are not as they were.
DOCUMENT = """\
It has arisen because of plans to change the name of the assembly to the Welsh Parliament.

AMs across the political spectrum fear it could invite ridicule.

One Labour AM said his group was concerned "it rhymes with Twp and Pwp."

The word that rhymes with all this is heard in the assembly only rarely.
"""
FUZZY = "整个政坛的 AM 担心这会惹来嘲笑。"
CONFIRMED = "各党派议员都担心此举会惹来嘲笑。"
CONFIRMED_OFFLINE = "与这一切押韵的词在议会里很少听到。"

PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><source_dir_excludes/>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en</source_lang><target_lang>zh-CN</target_lang>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""


def wait_for(what, condition):
    """Returns the first true value of `condition`; fails after the deadline."""
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"not within {DEADLINE_SECONDS} s: {what}")


def stop(process, how=signal.SIGTERM):
    if process.poll() is None:
        process.send_signal(how)
    process.wait(timeout=DEADLINE_SECONDS)


@contextlib.contextmanager
def display():
    """A screen of its own with a window manager; yields its name."""
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    name = ":" + os.fdopen(read).readline().strip()
    manager = subprocess.Popen(
        ["openbox"], env=dict(os.environ, DISPLAY=name), stderr=subprocess.DEVNULL)
    try:
        yield name
    finally:
        stop(manager)
        stop(screen)


class Server:
    """presstm-server on a file; the port stays the same when it is started again."""

    def __init__(self, binary, client, folder):
        self.binary, self.client, self.folder = binary, client, folder
        self.address = "127.0.0.1:0"
        self.process = None

    def start(self):
        with open(self.folder / "server.log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [self.binary, "--db", self.folder / "press.db", "--listen", self.address],
                stdout=subprocess.PIPE, stderr=log, text=True)
        line = self.process.stdout.readline()
        self.address = re.search(r"127\.0\.0\.1:\d+", line).group()

    def run(self, *arguments):
        """What the client prints, as JSON; {} if it finds nothing."""
        done = subprocess.run(
            [self.client, "--server", self.address, "--json", *arguments],
            stdout=subprocess.PIPE, text=True, check=False)
        assert done.returncode in (0, 1), done
        return json.loads(done.stdout.splitlines()[0]) if done.stdout.strip() else {}

    def stop(self):
        stop(self.process)


class OmegaT:
    """OmegaT on a project, operated through the driver plug-in."""

    def __init__(self, folder, plugin, server, screen):
        self.folder, self.screen = folder, screen
        self.config = folder / "config"
        self.queue = self.config / "presstm/queue"
        self.process = self.connection = self.answers = None
        plugins = self.config / "plugins"
        plugins.mkdir(parents=True)
        shutil.copy(plugin, plugins)
        shutil.copy(HERE / "target/driver.jar", plugins)
        preferences = {
            "automatically_check_version": "false",
            "project_files_show_on_load": "false",
            "team_Author": "Kim",
            "presstm_server": server.address,
            "presstm_memories": "press=2",
            "presstm_write_memory": "press",
        }
        (self.config / "omegat.prefs").write_text(
            '<?xml version="1.0" encoding="UTF-8" ?>\n<omegat><preference version="1.0">'
            + "".join(f"<{name}>{value}</{name}>" for name, value in preferences.items())
            + "</preference></omegat>\n", encoding="utf-8")
        self.project = folder / "project"
        for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
            (self.project / name).mkdir(parents=True)
        (self.project / "omegat.project").write_text(PROJECT, encoding="utf-8")
        (self.project / "source/bbc.txt").write_text(DOCUMENT, encoding="utf-8")

    def start(self):
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        with open(self.folder / "omegat.log", "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                ["java", "-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8",
                 f"-Dpresstm.e2e.port={port}",
                 "-cp", (HERE / "target/classpath").read_text(encoding="utf-8"),
                 "org.omegat.Main", f"--config-dir={self.config}", self.project],
                cwd=self.folder, env=dict(os.environ, DISPLAY=self.screen),
                stdout=log, stderr=log)
        wait_for("OmegaT has started", lambda: port.exists() or self.process.poll() is not None)
        self.connection = socket.create_connection(
            ("127.0.0.1", int(port.read_text(encoding="utf-8"))), timeout=DEADLINE_SECONDS)
        self.answers = self.connection.makefile(encoding="utf-8", newline="\n")

    def ask(self, line):
        self.connection.sendall((line + "\n").encode())
        answer = {}
        while (reply := self.answers.readline()) != "\n":
            assert reply, "OmegaT has ended"
            name, value = reply[:-1].split("\t")
            answer[name] = re.sub(
                r"\\(.)", lambda it: {"n": "\n", "t": "\t"}.get(it[1], it[1]), value)
        return answer

    def wait_for_state(self, what, condition):
        """Waits until `condition` is true of the state, and returns that."""
        last = {}

        def current():
            last.clear()
            last.update(self.ask("state"))
            return condition(last)

        try:
            wait_for(what, current)
        except AssertionError:
            print(json.dumps(last, ensure_ascii=False, indent=1))
            raise
        return last

    def go_to_next_segment(self):
        before = self.ask("state")["number"]
        self.ask("action gotoNextSegmentMenuItem")
        self.wait_for_state("the next segment", lambda now: now["number"] != before)

    def waiting(self):
        return list(self.queue.glob("*.unit"))

    def screenshot(self, name):
        self.ask("paint")
        subprocess.run(
            ["import", "-window", "root", self.folder / name],
            env=dict(os.environ, DISPLAY=self.screen), check=True)

    def kill(self):
        """As a power failure would: nothing is saved any more."""
        stop(self.process, signal.SIGKILL)
        self.connection.close()
        (self.project / "omegat/project_save.tmx.lock").unlink(missing_ok=True)


def unit_of(server, source, target):
    """The unit that has both texts, as the client prints it."""
    found = server.run("lookup", source, "--from", "en", "--to", "zh", "--memory", "press")
    for match in found.get("matches", []):
        if match["target"]["text"] == target:
            return match
    return None


def shows_matches(omegat):
    """Both panes have the server's match; OmegaT's keys put it into the segment."""
    omegat.wait_for_state(
        "the prefetched first segment",
        lambda now: "100%" in now.get("MatchesPane", "") or "98%" in now.get("MatchesPane", ""))
    omegat.go_to_next_segment()
    state = omegat.wait_for_state(
        "the match in both panes",
        lambda now: now.get("fuzzy.translation") == FUZZY and FUZZY in now["MatchesPane"])
    assert state["fuzzy.memory"] == "presstm/penalty-02/press", state
    assert re.search(r"1\. \d+%  press\n", state["MatchesPane"]), state
    assert "−2 your setting" in state["MatchesPane"], state
    assert "imported" in state["MatchesPane"], state
    assert "bbc.381790" in state["MatchesPane"], state
    omegat.screenshot("matches.png")
    omegat.ask("action editOverwriteTranslationMenuItem")
    omegat.wait_for_state("the match in the segment", lambda now: now["translation"] == FUZZY)


def writes_back(omegat, server):
    """What is confirmed by going on is in the server, with its author, document and context."""
    source = omegat.ask("state")["source"]
    omegat.ask("write " + CONFIRMED)
    omegat.go_to_next_segment()
    unit = wait_for("the unit in the server", lambda: unit_of(server, source, CONFIRMED))
    lines = DOCUMENT.split("\n\n")
    assert unit["document"] == "bbc.txt", unit
    assert unit["created_by"] == unit["updated_by"] == "Kim", unit
    assert unit["origin"] == "human" and unit["status"] == "translated", unit
    assert unit["contexts"] == [{"previous": lines[0], "next": lines[2]}], unit
    wait_for("an empty queue", lambda: not omegat.waiting())


def finds_concordance(omegat):
    omegat.ask("select-source")
    omegat.ask("click Concordance of Selection")
    omegat.wait_for_state(
        "the concordance", lambda now: "Labour AM" in now.get("ConcordancePane", "")
        and "\nzh-CN  " in now["ConcordancePane"] and now["ConcordancePane.showing"] == "true")
    omegat.screenshot("concordance.png")


def tests_the_connection(omegat):
    omegat.ask("click Settings…")
    omegat.wait_for_state("the settings", lambda now: "message" in now)
    omegat.ask("press Test connection")
    omegat.wait_for_state(
        "a connection", lambda now: now["message"] == "Connected. Memories: 1")
    omegat.screenshot("settings.png")
    omegat.ask("press Cancel")
    omegat.wait_for_state("the settings closed", lambda now: "message" not in now)


def survives_absence(omegat, server):
    """Without the server, and killed, nothing is lost: the next start sends it."""
    server.stop()
    omegat.go_to_next_segment()
    omegat.wait_for_state(
        "word that the server is away",
        lambda now: "cannot be reached" in now["MatchesPane"])
    source = omegat.ask("state")["source"]
    omegat.ask("write " + CONFIRMED_OFFLINE)
    omegat.go_to_next_segment()
    wait_for("the segment in the queue", omegat.waiting)
    omegat.wait_for_state(
        "the count of those that wait", lambda now: "that wait for the server: 1" in now["MatchesPane"])
    omegat.screenshot("offline.png")
    omegat.kill()
    server.start()
    omegat.start()
    wait_for("the unit in the server", lambda: unit_of(server, source, CONFIRMED_OFFLINE))
    wait_for("an empty queue", lambda: not omegat.waiting())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="presstm-server")
    parser.add_argument("--client", required=True, help="presstm")
    parser.add_argument("--plugin", required=True, help="the plug-in's jar")
    parser.add_argument("--keep", help="folder for logs and screenshots; default: none is kept")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(
            options.keep or stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        server = Server(options.server, options.client, folder)
        server.start()
        stack.callback(server.stop)
        server.run("memory", "create", "press")
        server.run("import", str(PRESS), "--memory", "press")
        screen = stack.enter_context(display())
        omegat = OmegaT(folder, options.plugin, server, screen)
        stack.callback(lambda: omegat.process and omegat.kill())
        omegat.start()
        shows_matches(omegat)
        writes_back(omegat, server)
        finds_concordance(omegat)
        tests_the_connection(omegat)
        survives_absence(omegat, server)
    print("OmegaT: all passed.")


if __name__ == "__main__":
    main()
