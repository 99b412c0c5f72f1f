"""Earlier states: history, restore and changes, with a server and without."""

import unittest

from support import (DONE, ERROR, NOTHING_FOUND, USAGE, TestCase, run_client)


class HistoryTest(TestCase):

    def setUp(self):
        super().setUp()
        self.db = self.folder / "memory.db"
        self.where = ("--db", self.db)

    def client(self, *arguments, code=DONE):
        return self.expect(run_client(*self.where, *arguments), code)

    def add(self, source, target, *options):
        return self.client("--json", "add", "--from", "en", "--to", "ko",
                           source, target, *options).json

    def get(self, number):
        return self.client("--json", "get", number).json

    def test_restores_what_was_deleted_and_merged(self):
        unit = self.add("Good morning", "안녕하세요")
        merged = self.add("Good morning", "안녕하세요", "--note", "greeting")
        self.assertEqual(merged["outcome"], "merged")
        self.client("delete", unit["id"])
        self.client("get", unit["id"], code=NOTHING_FOUND)
        # Two revisions and a deletion.
        history = self.client("--json", "history", unit["id"]).json_lines
        self.assertEqual([change["kind"] for change in history],
                         ["create", "update", "delete"])
        self.assertEqual([change["revision"] for change in history], [1, 2, 2])
        self.assertEqual(history[1]["after"]["notes"], ["greeting"])
        self.assertNotIn("notes", history[1]["before"])
        restored = self.client("--json", "restore", unit["id"]).json
        self.assertEqual(restored["notes"], ["greeting"])
        self.assertEqual(restored["etag"], "3")
        # One step further back.
        first = self.client("--json", "restore", unit["id"], "--revision",
                            1).json
        self.assertNotIn("notes", first)
        found = self.client("--json", "lookup", "Good morning", "--from", "en",
                            "--to", "ko").json
        self.assertEqual(found["matches"][0]["id"], unit["id"])

    def test_the_same_through_a_server(self):
        server = self.start_server(self.db)
        self.where = ("--server", server.address)
        self.test_restores_what_was_deleted_and_merged()

    def test_people_see_what_changed(self):
        unit = self.add("Good morning", "안녕하세요")
        self.add("Good morning", "안녕하세요", "--note", "greeting")
        self.client("delete", unit["id"])
        shown = self.client("history", unit["id"]).out
        lines = shown.splitlines()
        self.assertIn("  +note  greeting", lines)
        self.assertIn("create", lines[0])
        self.assertIn("revision 1  by tester", lines[0])
        self.assertIn("  +en  Good morning", lines)
        self.assertIn("  -ko  안녕하세요", lines)
        self.assertIn("안녕하세요", self.client("restore", unit["id"]).out)

    def test_changes_can_be_followed(self):
        self.add("one", "하나")
        changes = self.client("--json", "changes").json_lines
        self.assertEqual([change["kind"] for change in changes],
                         ["create_memory", "create"])
        last = changes[-1]["sequence"]
        self.client("--json", "changes", "--since", last, code=NOTHING_FOUND)
        # More than a page.
        lines = "".join(f"text {number}\t글 {number}\n"
                        for number in range(450))
        self.expect(run_client(*self.where, "add", "--from", "en", "--to",
                               "ko", stdin=lines), DONE)
        new = self.client("--json", "changes", "--since", last).json_lines
        self.assertEqual(len(new), 450)
        self.assertEqual([change["sequence"] for change in new],
                         sorted(change["sequence"] for change in new))
        few = self.client("--json", "changes", "--since", last, "--limit",
                          3).json_lines
        self.assertEqual(few, new[:3])
        self.client("memory", "create", "other")
        of_other = self.client("--json", "changes", "--memory",
                               "other").json_lines
        self.assertEqual([change["kind"] for change in of_other],
                         ["create_memory"])

    def test_refuses_what_is_wrong(self):
        unit = self.add("one", "하나")
        self.client("restore", unit["id"], code=ERROR)  # Nothing to undo.
        self.client("restore", unit["id"], "--revision", 7, code=ERROR)
        self.client("restore", 99, code=NOTHING_FOUND)
        self.assertIn("--memory",
                      self.client("history", 99, code=NOTHING_FOUND).err)
        self.client("history", "abc", code=USAGE)
        self.client("restore", unit["id"], "--revision", 0, code=USAGE)
        self.client("changes", "--memory", "none", code=ERROR)
        stale = self.client("restore", unit["id"], "--revision", 1, "--etag",
                            "5", code=ERROR)
        self.assertIn('etag "1"', stale.err)


if __name__ == "__main__":
    unittest.main()
