"""Manual pages and completion say what --help says."""

import os
import re
import subprocess
import unittest

from support import CLIENT, SERVER, TIMEOUT_SECONDS, TestCase

PROGRAMS = {"presstm": CLIENT, "presstm-server": SERVER}


def output_of(*command, **options):
    """What a command prints; it must succeed and not complain."""
    completed = subprocess.run(
        [str(word) for word in command], capture_output=True, encoding="utf-8",
        timeout=TIMEOUT_SECONDS, **options)
    if completed.returncode != 0 or completed.stderr:
        raise AssertionError(f"{command}: {completed}")
    return completed.stdout


def helps_of(program, *subcommands):
    """The help of a program and all its sub-commands, by their names."""
    text = output_of(program, *subcommands, "--help")
    helps = {subcommands: text}
    _, _, listed = text.partition("\nSubcommands:\n")
    for name in re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE):
        helps.update(helps_of(program, *subcommands, name))
    return helps


def options_in(help_text):
    return [name for names in
            re.findall(r"^  (-[^ ]*)", help_text, re.MULTILINE)
            for name in names.split(",") if name.startswith("--")]


def completion_script(name, shell):
    question = (("completion", shell) if name == "presstm"
                else ("--print-completion", shell))
    return output_of(PROGRAMS[name], *question)


class SelfDescriptionTestCase(TestCase):

    def setUp(self):
        super().setUp()
        for name, path in PROGRAMS.items():
            (self.folder / name).symlink_to(path)
        self.environment = dict(
            os.environ, LC_ALL="C.UTF-8", HOME=str(self.folder),
            PATH=f"{self.folder}:{os.environ['PATH']}")


class ManualPageTest(SelfDescriptionTestCase):

    def test_has_every_option_and_subcommand(self):
        for name, program in PROGRAMS.items():
            page = self.folder / f"{name}.page"
            page.write_text(output_of(program, "--print-man-page"))
            text = output_of("mandoc", "-T", "utf8", "-O", "width=300", page,
                             env=self.environment)
            text = re.sub(".\b", "", text)  # Bold is written twice.
            for subcommands, help_text in helps_of(program).items():
                for option in options_in(help_text):
                    self.assertRegex(text, rf"\s{option}\b")
                is_leaf = "\nSubcommands:\n" not in help_text
                if subcommands and is_leaf:
                    self.assertIn(f"   {name} {' '.join(subcommands)}\n", text)

    def test_is_clean_roff(self):
        for name, program in PROGRAMS.items():
            page = self.folder / f"{name}.page"
            page.write_text(output_of(program, "--print-man-page"))
            self.assertEqual(
                output_of("mandoc", "-T", "lint", "-W", "warning", page), "")

    def test_date_can_be_given(self):
        environment = dict(os.environ, SOURCE_DATE_EPOCH="0")
        page = output_of(CLIENT, "--print-man-page", env=environment)
        self.assertTrue(page.startswith('.TH PRESSTM 1 "1970-01-01"'), page)


class CompletionTest(SelfDescriptionTestCase):

    def bash(self, *words):
        script = self.folder / "completion.bash"
        script.write_text(completion_script(words[0], "bash"))
        output_of("bash", "-n", script)
        # As Bash calls it: $3 is the word before the cursor's.
        call = ('source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); '
                '"_${1//-/_}" "$1" "${COMP_WORDS[COMP_CWORD]}" '
                '"${COMP_WORDS[COMP_CWORD-1]}"; printf "%s\\n" '
                '"${COMPREPLY[@]}"')
        return output_of("bash", "--norc", "-c", call, "-", script, *words,
                         env=self.environment, cwd=self.folder).split()

    def test_bash_completes_every_option(self):
        for name, program in PROGRAMS.items():
            for subcommands, help_text in helps_of(program).items():
                offered = self.bash(name, *subcommands, "--")
                self.assertLessEqual(set(options_in(help_text)), set(offered))

    def test_bash_completes_words_values_and_files(self):
        (self.folder / "one two.tmx").touch()
        self.assertEqual(self.bash("presstm", "conc"), ["concordance"])
        self.assertEqual(self.bash("presstm", "memory", ""),
                         ["create", "update", "list", "show", "delete"])
        self.assertEqual(
            self.bash("presstm", "lookup", "--region", "r"), ["require"])
        self.assertEqual(
            self.bash("presstm", "lookup", "--region", "="),
            ["prefer", "require", "ignore"])
        self.assertEqual(self.bash("presstm", "import", "one"),
                         ["one", "two.tmx"])
        self.assertEqual(self.bash("presstm-server", "--log-level", "w"),
                         ["warning"])
        self.assertEqual(self.bash("presstm-server", "--db", "one"),
                         ["one", "two.tmx"])

    def test_zsh(self):
        stubs = ('compdef() { }; compset() { }; _files() { print FILES }; '
                 '_describe() { print -l -- "${(@P)2}" }; source $1; shift; '
                 'words=("$@"); CURRENT=$#; "_${1//-/_}"')

        def zsh(*words):
            script = self.folder / "completion.zsh"
            script.write_text(completion_script(words[0], "zsh"))
            output_of("zsh", "-n", script)
            return output_of("zsh", "-f", "-c", stubs, "-", script, *words,
                             env=self.environment)
        self.assertEqual(zsh("presstm", "loo"),
                         "lookup:Find what is known of a text\n")
        self.assertEqual(zsh("presstm", "import", ""), "FILES\n")
        self.assertIn("--listen:", zsh("presstm-server", "--"))

    def test_fish(self):
        def fish(line):
            script = self.folder / "completion.fish"
            script.write_text(completion_script(line.split()[0], "fish"))
            return output_of(
                "fish", "--no-config", "-c",
                "source $argv[1]; complete -C $argv[2]", "--", script, line,
                env=self.environment, cwd=self.folder)
        (self.folder / "one.tmx").touch()
        self.assertEqual(fish("presstm loo"),
                         "lookup\tFind what is known of a text\n")
        self.assertIn("one.tmx", fish("presstm import o"))
        self.assertIn("import\t", fish("presstm "))
        self.assertIn("--listen\t", fish("presstm-server --l"))


if __name__ == "__main__":
    unittest.main()
