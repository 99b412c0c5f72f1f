"""presstm shell: by a pipe, and by a terminal as people type."""

import fcntl
import os
import pty
import select
import stat
import struct
import subprocess
import termios
import unittest

from support import (CLIENT, DONE, ERROR, TIMEOUT_SECONDS, USAGE, TestCase,
                     client_environment, run_client)

PAIRS = [("Good morning, Seoul", "안녕하세요, 서울"),
         ("Good evening, Seoul", "좋은 저녁입니다, 서울"),
         ("The spokesperson said so", "대변인이 그렇게 말했다")]

CTRL_C, CTRL_D, UP, TAB = "\x03", "\x04", "\x1b[A", "\t"


class Talk:
    """What two sides of a conversation have in common: `receive` waits."""

    def __init__(self):
        self.pending = b""

    def until(self, text):
        """Waits for the text; returns what came up to it."""
        wanted = text.encode()
        while wanted not in self.pending:
            ready, _, _ = select.select([self.output()], [], [],
                                        TIMEOUT_SECONDS)
            try:
                chunk = os.read(self.output(), 65536) if ready else b""
            except OSError:  # A terminal whose program has ended.
                chunk = b""
            if not chunk:
                raise AssertionError(f"no {text!r} in {self.pending.decode()}")
            self.pending += chunk
        end = self.pending.index(wanted) + len(wanted)
        came, self.pending = self.pending[:end], self.pending[end:]
        return came.decode("utf-8", "replace")


class Piped(Talk):
    """A shell that reads a pipe; its messages and results come together."""

    def __init__(self, test, *arguments):
        super().__init__()
        self.process = subprocess.Popen(
            [CLIENT, *map(str, arguments)], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0,
            env=client_environment())
        test.addCleanup(self.end)

    def output(self):
        return self.process.stdout.fileno()

    def say(self, line):
        self.process.stdin.write(f"{line}\n".encode())

    def end(self):
        """Ends the input; returns the exit code."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
            self.process.wait(TIMEOUT_SECONDS)
            self.process.stdout.close()
        return self.process.returncode


class Terminal(Talk):
    """A shell at a terminal of its own."""

    def __init__(self, test, home, *arguments):
        super().__init__()
        environment = client_environment(HOME=str(home), TERM="xterm",
                                         LC_ALL="C")
        environment.pop("XDG_STATE_HOME", None)
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            size = struct.pack("HHHH", 50, 200, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(CLIENT, [CLIENT, *map(str, arguments)], environment)
        self.code = None
        test.addCleanup(self.wait)

    def output(self):
        return self.terminal

    def type(self, keys):
        os.write(self.terminal, keys.encode())

    def say(self, line):
        self.type(line + "\n")

    def wait(self):
        """Ends it if need be; returns the exit code."""
        if self.code is None:
            os.close(self.terminal)  # It hangs up.
            _, status = os.waitpid(self.child, 0)
            self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def leave(self):
        """Waits until it has ended by itself."""
        _, status = os.waitpid(self.child, 0)
        self.code = os.waitstatus_to_exitcode(status)
        os.close(self.terminal)
        return self.code


class ShellTestCase(TestCase):

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.where = ("--db", self.db)
        for source, target in PAIRS:
            self.client("add", "--from", "en", "--to", "ko", source, target)

    def client(self, *arguments, code=DONE, **options):
        return self.expect(run_client(*self.where, *arguments, **options),
                           code)

    def units(self):
        exported = self.client("export", "--format", "json-lines").out
        return sorted(line for line in exported.splitlines())

    def ids(self, source):
        found = run_client(*self.where, "--json", "lookup", "--from", "en",
                           "--to", "ko", "--threshold", "100", source).json
        return [match["id"] for match in found["matches"]]


class PipedShellTest(ShellTestCase):

    def shell(self, *lines, code=DONE, options=()):
        return self.client("shell", "--from", "en", "--to", "ko", *options,
                           code=code, stdin="".join(f"{line}\n"
                                                    for line in lines))

    def test_looks_up_and_numbers_what_it_finds(self):
        result = self.shell("Good morning, Seoul")
        lines = result.out.splitlines()
        self.assertTrue(lines[0].startswith("[1] 100 exact  default #1"),
                        result)
        self.assertIn("안녕하세요, 서울", lines[2])
        second = next(line for line in lines if line.startswith("[2] "))
        self.assertIn("fuzzy  default #2", second)
        # The same as `presstm lookup` says, but for the numbers.
        plain = self.client("lookup", "Good morning, Seoul", "--from", "en",
                            "--to", "ko").out
        self.assertEqual(plain, result.out.replace("[1] ", "").replace(
            "[2] ", ""))
        self.assertNotIn("→", result.out, "a prompt in a pipe")

    def test_nothing_found_is_no_failure(self):
        result = self.shell("quite something else", "", "/nowhere", ":more",
                            code=ERROR)
        self.assertIn("nothing found at 70 points", result.err)
        self.assertIn("nothing found\n", result.err)
        self.assertIn("there is no more", result.err)
        self.shell("quite something else", "/nowhere")

    def test_the_options_of_lookup(self):
        result = self.shell("Good morning, Seoul",
                            options=("--limit", "1", "--exclude-exact"))
        self.assertIn("[1] ", result.out)
        self.assertNotIn("[2] ", result.out)
        self.assertNotIn("100 exact", result.out)

    def test_concordances_of_both_sides(self):
        result = self.shell("/seoul", ":accept 2", "//대변인", ":accept 1",
                            ":concordance spokesperson")
        self.assertIn("[1] default #", result.out)
        self.assertIn("[=Seoul=]", result.out)
        self.assertIn("[=대변인=]이 그렇게 말했다\n", result.out)
        self.assertIn("\n대변인이 그렇게 말했다\n", result.out)
        self.assertIn("[=spokesperson=]", result.out)

    def test_more_goes_on_where_it_ended(self):
        self.client("add", "--from", "en", "--to", "ko",
                    stdin="".join(f"page {k}\t쪽 {k}\n" for k in range(25)))
        result = self.shell("/page", ":more", ":more", ":accept 25")
        numbers = [line.split("]")[0] for line in result.out.splitlines()
                   if line.startswith("[")]
        self.assertEqual(numbers, [f"[{k}" for k in range(1, 26)])
        self.assertEqual(result.err.count(":more shows it"), 2)

    def test_settings(self):
        self.client("memory", "create", "press")
        result = self.shell(":from", ":swap", ":from", "대변인이 그렇게 말했다",
                            ":to ja", ":to", ":threshold 85", ":threshold",
                            ":limit", ":limit 7", ":memory",
                            ":memory press:5, default", "안녕")
        lines = result.out.splitlines()
        self.assertEqual(lines[:2], ["en", "ko"])
        self.assertIn("[1] 100 exact", lines[2])
        self.assertEqual(lines[-7:], ["ja", "85", "85", "5", "7", "default",
                                      "press:5 default"])
        self.assertIn("at 85 points", result.err)

    def test_wrong_lines_are_told_and_the_others_done(self):
        wrong = {":nothing": "there is no command :nothing",
                 ":from xx-yy-zz-1": ":",
                 ":threshold 0": "whole number from 1 to 100",
                 ":limit x": "whole number from 1 to 100",
                 ":memory none": "none",
                 ":memory a:b": "penalty",
                 ":accept 1": "there is no result 1",
                 ":accept x": "neither the number of a result",
                 ":show #99": "99",
                 ":accept": "N is missing",
                 ":edit #1": "needs a terminal",
                 ":correct #1": "TEXT is missing",
                 ":delete 1 2": "too much",
                 ":add 안녕": "nothing was looked up yet",
                 ":undo": "nothing to undo",
                 "a" * 70000: ""}
        before = self.units()
        for line, message in wrong.items():
            with self.subTest(line[:20]):
                result = self.shell(line, ":threshold 77", code=ERROR)
                self.assertEqual(result.out, "77\n")
                self.assertIn(message, result.err)
        self.assertEqual(self.units(), before)
        invalid = self.client("shell", "--from", "en", "--to", "ko",
                              stdin=b"\xff\n:limit 3\n", code=ERROR)
        self.assertEqual(invalid.out, "3\n")
        self.assertIn("not valid UTF-8", invalid.err)

    def test_refuses_a_wrong_command_line(self):
        for arguments in (["--from", "en"], ["--from", "1", "--to", "ko"],
                          ["--from", "en", "--to", "ko", "text"],
                          ["--from", "en", "--to", "ko", "--json"],
                          ["--from", "en", "--to", "ko", "--memory", "a:b"]):
            with self.subTest(arguments):
                self.client("shell", *arguments, code=USAGE)
        nowhere = run_client("--db", self.folder / "none.db", "shell",
                             "--from", "en", "--to", "ko")
        self.expect(nowhere, ERROR)
        self.assertIn("there is no file", nowhere.err)

    def test_adds_translations_of_the_last_text(self):
        result = self.shell("Good morning, Busan", ":swap",
                            ":add 안녕하세요, 부산", ":swap",
                            "Good morning, Busan", ":accept 1", ":undo",
                            "Good morning, Busan")
        self.assertIn("added: default #4", result.out)
        self.assertIn("\n안녕하세요, 부산\n", result.out)
        self.assertIn("deleted #4\n", result.out)
        self.assertEqual(len(self.units()), 3)

    def test_the_rule_says_what_becomes_of_the_old_translation(self):
        self.shell("Good morning, Seoul", ":add 새 번역",
                   options=("--rule", "replace-same-source"))
        self.assertEqual(len(self.units()), 3)
        # It became a part of what was there: that is not for :undo.
        result = self.shell("Good morning, Seoul", ":add 새 번역", ":undo",
                            ":undo", code=ERROR)
        self.assertIn("merged: ", result.out)
        self.assertIn("became a part of #", result.err)
        self.assertIn("nothing to undo", result.err)
        self.assertEqual(len(self.units()), 3)

    def test_shows_what_the_memory_warns_of(self):
        self.client("memory", "update", "default", "--check-quality", "yes")
        result = self.shell("Exports rose by 12.3 percent",
                            ":add 수출이 늘었다")
        self.assertIn("warning: ko lacks the number 12.3", result.err)

    def test_adds_to_the_first_memory(self):
        self.client("memory", "create", "press")
        result = self.shell("one", ":add 하나",
                            options=("--memory", "press:3", "--memory",
                                     "default"))
        self.assertIn("added: press #4", result.out)

    def test_corrects_in_place_and_undoes_it(self):
        before = self.units()
        result = self.shell("Good morning, Seoul",
                            ":correct 1 좋은 아침, 서울", ":accept 1",
                            ":correct 1 좋은 아침, 서울!", ":accept 1",
                            ":undo", ":accept 1", ":show 1", ":undo",
                            ":accept 1", ":correct 1 안녕하세요, 서울",
                            code=ERROR)
        accepted = [line for line in result.out.splitlines()
                    if line and line[0] not in " [0123456789cdr"]
        self.assertEqual(accepted, ["좋은 아침, 서울", "좋은 아침, 서울!",
                                    "좋은 아침, 서울", "안녕하세요, 서울"])
        self.assertIn("  -ko  좋은 아침, 서울!", result.out)
        self.assertIn("says already", result.err)
        self.assertEqual([line.split('"variants"')[1].split("}]")[0]
                          for line in self.units()],
                         [line.split('"variants"')[1].split("}]")[0]
                          for line in before])

    def test_a_correction_keeps_inline_codes(self):
        tmx = self.folder / "codes.tmx"
        tmx.write_text(
            '<tmx version="1.4"><header srclang="en"/><body><tu>'
            '<tuv xml:lang="en"><seg>Press <bpt i="1">B</bpt>here<ept i="1">'
            'E</ept></seg></tuv><tuv xml:lang="ko"><seg><bpt i="1">B</bpt>'
            '여기<ept i="1">E</ept>를 눌러</seg></tuv></tu></body></tmx>',
            encoding="utf-8")
        self.client("import", tmx)
        result = self.shell("Press here", ":correct 1 이곳 <1>여기</1>를 누르세요",
                            ":correct 1 여기를 누르세요", ":undo")
        self.assertIn("이곳 <1>여기</1>를 누르세요", result.out)
        self.assertIn("its inline codes <1> </1> are gone", result.err)
        exported = self.client("export").out
        self.assertIn('이곳 <bpt i="1">B</bpt>여기<ept i="1">E</ept>를 누르세요',
                      exported)

    def test_deletes_what_it_shows_and_brings_it_back(self):
        before = self.units()
        result = self.shell("Good morning, Seoul", ":delete 1",
                            "Good morning, Seoul")
        self.assertIn("deleted #1; :undo brings it back", result.out)
        self.assertEqual(len(self.units()), 2)
        self.client("restore", 1)
        result = self.shell("Good morning, Seoul", ":correct 1 틀림",
                            ":delete 1", ":delete 2", ":undo", ":undo",
                            ":undo", ":undo", code=ERROR)
        self.assertEqual(result.out.count("restored: "), 3)
        self.assertIn("nothing to undo", result.err)
        self.assertEqual(len(self.units()), len(before))
        self.assertIn("안녕하세요, 서울", "".join(self.units()))
        # By its id.
        self.assertIn("deleted #3", self.shell(":delete #3").out)

    def test_a_pivot_says_which_unit_is_meant(self):
        self.client("add", "--from", "en", "--to", "zh", PAIRS[0][0],
                    "早上好，首尔")
        result = self.client(
            "shell", "--from", "zh", "--to", "ko", code=ERROR,
            stdin="早上好，首尔\n:accept 1\n:delete 1\n:show 1\n:delete #1\n")
        self.assertIn("\n안녕하세요, 서울\n", result.out)
        self.assertIn("say which of them is meant, #4 or #1", result.err)
        self.assertIn("deleted #1;", result.out)
        self.assertNotIn("deleted #4", result.out)


class OthersTest(ShellTestCase):
    """Somebody else changes what the shell has shown, or the server goes."""

    def setUp(self):
        super().setUp()
        self.server = self.start_server(self.db)
        self.where = ("--server", self.server.address)
        self.shell = Piped(self, *self.where, "shell", "--from", "en", "--to",
                           "ko")
        self.shell.say("Good morning, Seoul")
        self.shell.until("[1] 100 exact")
        self.shell.until("좋은 저녁입니다")

    def test_a_unit_that_was_changed_is_left_alone(self):
        self.client("add", "--from", "en", "--to", "ko", *PAIRS[0], "--note",
                    "checked")
        for command in (":delete 1", ":correct 1 틀림"):
            self.shell.say(command)
            self.shell.until("somebody has changed #1 since it was shown")
        self.assertEqual(self.ids(PAIRS[0][0]), [1])
        # Once it has been looked at again, it may go.
        self.shell.say("Good morning, Seoul")
        self.shell.until("[1] 100 exact")
        self.shell.say(":delete 1")
        self.shell.until("checked")
        self.shell.until("deleted #1;")
        self.assertEqual(self.ids(PAIRS[0][0]), [])
        # What somebody brought back is not brought back again.
        self.client("restore", 1)
        self.shell.say(":undo")
        self.shell.until("presstm: ")
        self.shell.say(":threshold 91")
        self.shell.until("91\n")
        self.assertEqual(self.ids(PAIRS[0][0]), [1])
        self.assertEqual(self.shell.end(), ERROR)

    def test_a_unit_that_was_deleted_is_told(self):
        self.client("delete", 1)
        for command in (":delete 1", ":correct 1 틀림", ":show 1"):
            self.shell.say(command)
            self.shell.until("presstm: ")
            self.shell.until("1")
        self.assertEqual(self.shell.end(), ERROR)

    def test_a_server_that_goes_away(self):
        self.server.stop()
        self.shell.say("Good evening, Seoul")
        self.shell.until("server at ")
        self.shell.say(":threshold 91")
        self.shell.until("91\n")
        self.assertEqual(self.shell.end(), ERROR)


class TerminalTest(ShellTestCase):

    def shell(self, *options, expect=":help shows"):
        shell = Terminal(self, self.folder, *self.where, "shell", "--from",
                         "en", "--to", "ko", *options)
        shell.until(expect)
        shell.until("en→ko> ")
        return shell

    def leave(self, shell):
        shell.type(CTRL_D)
        self.assertEqual(shell.leave(), DONE)

    def test_looks_up_what_is_typed(self):
        shell = self.shell()
        shell.say("Good morning, Seoul")
        shell.until("[1] ")
        shell.until("en→ko> ")
        shell.say("//대변인")
        shell.until("대변인")
        shell.until("The spokesperson said so")
        shell.until("en→ko> ")
        shell.say(":help")
        shell.until("--no-history")
        shell.until("en→ko> ")
        shell.say(":nothing")
        shell.until("there is no command")
        shell.until("en→ko> ")
        # An error is no failure where somebody has seen it.
        shell.say(":quit")
        self.assertEqual(shell.leave(), DONE)

    def test_completes_commands_languages_and_memories(self):
        self.client("memory", "create", "press-2026")
        shell = self.shell()
        shell.type(":thr" + TAB + "83\n")
        shell.until("83\r\n83\r\n")
        shell.until("en→ko> ")
        shell.type(":conc" + TAB + TAB)
        shell.until(":concordance  :concordance-target")
        shell.until("en→ko> :concordance")
        shell.type(CTRL_C)
        shell.until("en→ko> ")
        shell.type(":mem" + TAB + "pre" + TAB + "\n")
        shell.until("\npress-2026\r\n")
        shell.until("en→ko> ")
        # Of the index, and used before.
        shell.type(":to fr\n")
        shell.until("en→fr> ")
        shell.type(":to k" + TAB + "\n")
        shell.until("en→ko> ")
        shell.type(":to f" + TAB + "\n")
        shell.until("en→fr> ")
        self.leave(shell)

    def test_keys(self):
        shell = self.shell()
        shell.type("dropped" + CTRL_C)
        shell.until("en→ko> ")
        shell.type("\x1bs")
        shell.until("ko→en> ")
        shell.type("\x1bs")
        shell.until("en→ko> ")
        shell.say("Good morning, Busan")
        shell.until("[1] ")
        shell.until("en→ko> ")
        # Accepted, edited and stored.
        shell.type("\x1b1")
        shell.until(":add 안녕하세요, 서울")
        shell.type("\x7f\x7f부산\n")
        shell.until("added: default #4")
        shell.until("en→ko> ")
        self.leave(shell)
        self.assertEqual(self.ids("Good morning, Busan"), [4])
        self.assertIn("안녕하세요, 부산", "".join(self.units()))

    def test_edits_and_corrects_in_the_line(self):
        shell = self.shell()
        shell.say("Good morning, Seoul")
        shell.until("[2] ")
        shell.until("en→ko> ")
        shell.say(":edit 1")
        shell.until(":add 안녕하세요, 서울")
        shell.type("!\n")
        shell.until("added: default #4")
        shell.until("en→ko> ")
        shell.say(":correct 2")
        shell.until(":correct 2 좋은 저녁입니다, 서울")
        shell.type(CTRL_C)
        shell.until("en→ko> ")
        shell.say(":correct 2")
        shell.until(":correct 2 좋은 저녁입니다, 서울")
        shell.type("?\n")
        shell.until("corrected: default #2")
        shell.until("en→ko> ")
        self.leave(shell)
        units = "".join(self.units())
        self.assertIn("안녕하세요, 서울!", units)
        self.assertIn("좋은 저녁입니다, 서울?", units)

    def test_asks_before_it_deletes(self):
        shell = self.shell()
        shell.say("Good morning, Seoul")
        shell.until("[2] ")
        shell.until("en→ko> ")
        for answer in ("n\n", "\n", CTRL_C):
            shell.say(":delete 1")
            shell.until("delete it? [y/N] ")
            shell.type(answer)
            shell.until("nothing was deleted")
            shell.until("en→ko> ")
        shell.say(":delete 1")
        shell.until("delete it? [y/N] ")
        shell.say("y")
        shell.until("deleted #1; :undo brings it back")
        shell.until("en→ko> ")
        shell.say(":undo")
        shell.until("restored: default #1")
        shell.until("en→ko> ")
        self.leave(shell)
        self.assertEqual(len(self.units()), 3)

    def test_what_is_stored_cannot_play_with_the_terminal(self):
        # A right-to-left override and a next-line character.
        self.client("add", "--from", "en", "--to", "ko", "strange",
                    "기\u202e이\u0085상")
        shell = self.shell()
        shell.say("strange")
        shell.until("[1] ")
        shown = shell.until("en→ko> ")
        self.assertIn("기\ufffd이\ufffd상", shown)
        self.leave(shell)

    def test_lines_come_back_in_the_next_run(self):
        history = self.folder / ".local/state/presstm/shell_history"
        shell = self.shell()
        for line in ("Good morning, Seoul", ":limit 3"):
            shell.say(line)
            shell.until("[1] " if line[0] != ":" else "\n3\r\n")
            shell.until("en→ko> ")
        self.leave(shell)
        self.assertEqual(history.read_text(encoding="utf-8"),
                         "Good morning, Seoul\n:limit 3\n")
        self.assertEqual(stat.S_IMODE(history.stat().st_mode), 0o600)
        shell = self.shell()
        shell.type(UP + UP + "\n")
        shell.until("[1] ")
        shell.until("en→ko> ")
        self.leave(shell)

    def test_no_history_leaves_no_trace(self):
        shell = self.shell("--no-history")
        shell.say("Good morning, Seoul")
        shell.until("[1] ")
        shell.until("en→ko> ")
        self.leave(shell)
        self.assertFalse((self.folder / ".local").exists())

    def test_a_pipe_leaves_no_trace(self):
        self.client("shell", "--from", "en", "--to", "ko",
                    stdin="Good morning, Seoul\n",
                    environment=client_environment(HOME=str(self.folder)))
        self.assertFalse((self.folder / ".local").exists())

    def test_a_history_that_cannot_be_kept_is_told(self):
        (self.folder / ".local").write_text("a file")
        shell = self.shell(expect="cannot keep the history in")
        shell.say(":limit 3")
        shell.until("3\r\n")
        shell.until("en→ko> ")
        self.leave(shell)


if __name__ == "__main__":
    unittest.main()
