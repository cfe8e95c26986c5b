"""What was pushed is taken by fast-forward alone, code never unasked, and nothing here is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from garden.errors import GitError
from garden.history.pulling import Pulled, pull

Forge = Any
KETTLE = "notes/kettle.md"


def take(forge: Forge, **how: Any) -> Pulled:
    return pull(forge.here, **{"remote": "origin", "local": True, **how})


def refusal(forge: Forge, **how: Any) -> str:
    before = forge.head(forge.here)
    with pytest.raises(GitError) as told:
        take(forge, **how)
    assert forge.head(forge.here) == before
    return str(told.value)


def test_what_was_pushed_is_taken(forge: Forge) -> None:
    before = forge.head(forge.here)
    forge.push({KETTLE: "# Kettle\n\nRhubarb.\n"})
    after = forge.push({"notes/bench.md": "# Bench\n"})
    pulled = take(forge)
    assert pulled == Pulled(
        folder=forge.here,
        before=before,
        after=after,
        commits=2,
        paths=("notes/bench.md", KETTLE),
        unpushed=0,
        held="",
        code=False,
    )
    assert pulled.within(forge.here / "notes") == frozenset({"bench.md", "kettle.md"})
    assert pulled.within(forge.here) == frozenset(pulled.paths)
    assert pulled.within(forge.here.parent) is None
    assert (forge.here / KETTLE).read_text() == "# Kettle\n\nRhubarb.\n"
    assert forge.git(forge.here, "status", "--porcelain", "--branch") == "## main...origin/main\n"
    assert take(forge).commits == 0


def test_files_that_git_does_not_know_are_left_alone(forge: Forge) -> None:
    (forge.here / "notes" / "mine.md").write_text("mine")
    (forge.here / ".git" / "info" / "exclude").write_text("notes/ignored.md\n")
    (forge.here / "notes" / "ignored.md").write_text("mine too")
    forge.push({KETTLE: "new"})
    assert take(forge).commits == 1
    for name in ("mine.md", "ignored.md"):
        forge.push({f"notes/{name}": "theirs"})
        assert "would be overwritten" in refusal(forge)
        assert (forge.here / "notes" / name).read_text().startswith("mine")
        (forge.here / "notes" / name).unlink()
        assert take(forge).commits == 1


def test_changes_that_are_not_committed_are_told(forge: Forge) -> None:
    (forge.here / KETTLE).write_text("changed here")
    forge.push({KETTLE: "changed there"})
    assert refusal(forge) == (
        "There are changes here that are not committed (notes/kettle.md). "
        "Commit them, or put them away: git stash"
    )
    assert (forge.here / KETTLE).read_text() == "changed here"


def test_many_changes_are_counted(forge: Forge) -> None:
    names = [f"notes/{number}.md" for number in range(5)]
    forge.push(dict.fromkeys(names, "a"))
    take(forge)
    for name in names:
        (forge.here / name).write_text("changed")
    assert "(notes/0.md, notes/1.md, notes/2.md and 2 more)" in refusal(forge)


def test_a_merge_that_was_left_open_is_told(forge: Forge) -> None:
    forge.git(forge.here, "switch", "-q", "-c", "side")
    (forge.here / KETTLE).write_text("one")
    forge.git(forge.here, "commit", "-qam", "one")
    forge.git(forge.here, "switch", "-q", "main")
    (forge.here / KETTLE).write_text("two")
    forge.git(forge.here, "commit", "-qam", "two")
    with pytest.raises(Exception, match="merge"):
        forge.git(forge.here, "merge", "-q", "side")
    assert "not committed (notes/kettle.md)" in refusal(forge)


def own_commit(forge: Forge) -> None:
    (forge.here / "notes" / "mine.md").write_text("mine")
    forge.git(forge.here, "add", "--all")
    forge.git(forge.here, "commit", "-qm", "mine")


def test_histories_that_went_apart_are_told(forge: Forge) -> None:
    own_commit(forge)
    forge.push({KETTLE: "a"})
    forge.push({KETTLE: "b"})
    for _ in range(2):
        assert refusal(forge) == (
            "'main' has gone two ways: 1 commit here that 'origin' does not have, and 2 commits there. "
            "Put yours on top: git pull --rebase origin main"
        )


def test_commits_that_are_only_here_are_no_obstacle(forge: Forge) -> None:
    own_commit(forge)
    pulled = take(forge)
    assert (pulled.commits, pulled.unpushed, pulled.held) == (0, 1, "")


def test_a_history_written_anew_is_told(forge: Forge) -> None:
    forge.push({KETTLE: "a secret"})
    take(forge)
    forge.git(forge.other, "reset", "-q", "--hard", "HEAD^")
    newest = forge.push({KETTLE: "no secret"}, force=True)
    for _ in range(2):  # looking twice takes nothing
        said = refusal(forge)
        assert said.startswith("The history of 'main' was written anew at 'origin' (a forced push)")
    mend = said.rpartition("as it is: ")[2]
    forge.git(forge.here, *mend.split()[1:])
    assert forge.head(forge.here) == newest
    assert take(forge).commits == 0


# --- where it cannot work ---------------------------------------------------------------


def test_a_folder_without_git_is_told(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="in no git repository"):
        pull(tmp_path, remote="origin")


def test_a_repository_without_a_commit_is_told(forge: Forge, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    forge.git(tmp_path, "init", "-q", str(empty))
    forge.git(empty, "remote", "add", "origin", str(forge.bare))
    with pytest.raises(GitError, match="no commit here yet"):
        pull(empty, remote="origin", local=True)


def test_no_branch_and_another_branch_are_told(forge: Forge) -> None:
    assert "'main' is checked out, and garden.toml says to follow 'published'" in refusal(
        forge, branch="published"
    )
    forge.git(forge.here, "switch", "-q", "--detach")
    assert "No branch is checked out" in refusal(forge)


def test_a_branch_that_the_remote_lacks_is_told(forge: Forge) -> None:
    forge.git(forge.here, "switch", "-q", "-c", "mine")
    assert "couldn't find remote ref refs/heads/mine" in refusal(forge)


def test_a_remote_that_is_not_there_is_told(forge: Forge) -> None:
    assert "There is no remote 'upstream'. Add it: git remote add upstream" in refusal(
        forge, remote="upstream"
    )


@pytest.mark.parametrize("form", ["{bare}", "file://{bare}", "../forge.git"])
def test_a_folder_of_this_machine_must_be_meant(forge: Forge, form: str) -> None:
    forge.git(forge.here, "remote", "set-url", "origin", form.format(bare=forge.bare))
    assert "'origin' is a folder of this machine" in refusal(forge, local=False)
    assert take(forge).commits == 0


def test_other_transports_are_not_spoken(forge: Forge, tmp_path: Path) -> None:
    forge.git(forge.here, "remote", "set-url", "origin", f"ext::touch {tmp_path / 'ran'}")
    assert "transport 'ext' not allowed" in refusal(forge)
    assert not (tmp_path / "ran").exists()


def test_the_remote_names_no_program(forge: Forge, tmp_path: Path) -> None:
    forge.git(forge.here, "config", "remote.origin.uploadpack", f"touch {tmp_path / 'ran'};")
    forge.push({KETTLE: "new"})
    assert take(forge).commits == 1
    assert not (tmp_path / "ran").exists()


def test_a_lock_that_was_left_is_told_with_its_mend(forge: Forge) -> None:
    lock = forge.here / ".git" / "index.lock"
    lock.touch()
    forge.push({KETTLE: "new"})
    assert f"'{lock}' is there. If no git is running, delete that file." in refusal(forge)
    lock.unlink()
    assert take(forge).commits == 1


def test_no_hook_runs(forge: Forge, tmp_path: Path) -> None:
    for name in ("post-merge", "post-checkout", "reference-transaction", "pre-merge-commit"):
        hook = forge.here / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n")
        hook.chmod(0o755)
    forge.push({KETTLE: "new"})
    assert take(forge).commits == 1
    assert not (tmp_path / "ran").exists()


def test_a_shallow_clone_moves_on(forge: Forge) -> None:
    forge.push({KETTLE: "a"})
    shallow = forge.here.with_name("shallow")
    forge.git(forge.here, "clone", "-q", "--depth", "1", f"file://{forge.bare}", str(shallow))
    after = forge.push({KETTLE: "b"})
    assert pull(shallow, remote="origin", local=True).after == after


# --- links and submodules -----------------------------------------------------------------


def test_nothing_is_written_through_a_link(forge: Forge, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    inside = forge.other / "notes" / "sub"
    inside.symlink_to(outside)
    forge.push({})
    take(forge)
    inside.unlink()
    forge.push({"notes/sub/a.md": "a"})
    take(forge)
    assert (forge.here / "notes" / "sub" / "a.md").read_text() == "a"
    assert list(outside.iterdir()) == []


def test_nothing_is_written_through_a_link_of_ours(forge: Forge, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (forge.here / "notes" / "sub").symlink_to(outside)
    forge.push({"notes/sub/a.md": "a"})
    refusal(forge)
    assert list(outside.iterdir()) == []


def test_a_submodule_is_not_fetched(forge: Forge, tmp_path: Path) -> None:
    always = ("-c", "protocol.file.allow=always")
    forge.git(forge.other, *always, "submodule", "add", "-q", str(forge.bare), "notes/sub")
    forge.push({})
    take(forge)
    assert list((forge.here / "notes" / "sub").iterdir()) == []


def test_names_that_are_options_or_hold_line_breaks_are_names(forge: Forge) -> None:
    names = ["notes/--upload-pack=x.md", "notes/-f", "notes/a\nb.md", "notes/*.md", ":(top)x.md"]
    forge.push(dict.fromkeys(names, "a"))
    assert set(take(forge).paths) == set(names)
    for name in names:
        assert (forge.here / name).read_text() == "a"


# --- code -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "plugins/a.py",
        "plugins/deep/er/a.txt",
        "templates/note.html",
        "garden.toml",
        "Plugins/a.py",
        "plugins./a.py",
        "plu\u200dgins/a.py",
    ],
)
def test_code_is_taken_only_when_it_is_trusted(forge: Forge, path: str) -> None:
    before = forge.head(forge.here)
    code = forge.push({path: "a = 1\n"})
    pulled = take(forge)
    assert (pulled.before, pulled.after, pulled.commits) == (before, before, 0)
    assert pulled.held.startswith(f"Stopped before commit {code[:10]}, which changes ")
    assert "garden sync --trust-code" in pulled.held
    assert "\u200d" not in pulled.held
    trusted = take(forge, trust_code=True)
    assert (trusted.after, trusted.held, trusted.code) == (code, "", True)


def test_notes_are_taken_up_to_the_first_code(forge: Forge) -> None:
    forge.push({KETTLE: "a"})
    safe = forge.push({KETTLE: "b"})
    code = forge.push({"plugins/a.py": "a = 1\n"})
    forge.push({KETTLE: "c"})
    pulled = take(forge)
    assert (pulled.after, pulled.commits) == (safe, 2)
    assert code[:10] in pulled.held
    assert take(forge).commits == 0
    assert not (forge.here / "plugins").exists()


def test_code_that_comes_by_a_merge_is_seen(forge: Forge) -> None:
    forge.git(forge.other, "switch", "-q", "-c", "side")
    (forge.other / "plugins").mkdir()
    (forge.other / "plugins" / "a.py").write_text("a = 1\n")
    forge.git(forge.other, "add", "--all")
    forge.git(forge.other, "commit", "-qm", "side")
    forge.git(forge.other, "switch", "-q", "main")
    safe = forge.push({KETTLE: "a"})
    forge.git(forge.other, "merge", "-q", "--no-edit", "side")
    forge.push({KETTLE: "b"})
    assert take(forge).after == safe


def test_a_history_whose_first_parent_is_another_is_seen(forge: Forge) -> None:
    """Merged by who wrote code: all of it is behind the second parent, or none."""
    forge.git(forge.other, "switch", "-q", "-c", "side", "HEAD")
    (forge.other / "templates").mkdir()
    (forge.other / "templates" / "note.html").write_text("x")
    forge.git(forge.other, "add", "--all")
    forge.git(forge.other, "commit", "-qm", "side")
    forge.git(forge.other, "switch", "-q", "main")
    forge.push({KETTLE: "a"})
    take(forge)
    forge.git(forge.other, "switch", "-q", "side")
    forge.git(forge.other, "merge", "-q", "--no-edit", "main")
    forge.git(forge.other, "push", "-q", "origin", "side:main")
    pulled = take(forge)
    assert pulled.commits == 0
    assert "templates/note.html" in pulled.held


@pytest.mark.parametrize("link", [True, False], ids=["a folder", "a file"])
def test_what_a_link_among_code_leads_to_is_code(forge: Forge, link: bool) -> None:
    if link:
        (forge.other / "plugins").symlink_to("notes/code")
    else:
        (forge.other / "plugins").mkdir()
        (forge.other / "plugins" / "a.py").symlink_to("../notes/code/a.py")
    forge.push({"notes/code/a.py": "a = 1\n"})
    assert take(forge, trust_code=True).commits == 1
    forge.push({"notes/code/a.py": "a = 2\n"})
    assert take(forge).held


def test_a_garden_within_a_repository_knows_its_own_code(forge: Forge) -> None:
    root = forge.here / "notes"
    forge.push({"plugins/a.py": "a = 1\n"})
    assert pull(root, remote="origin", local=True).commits == 1
    forge.push({"notes/plugins/a.py": "a = 1\n"})
    assert pull(root, remote="origin", local=True).held


def test_code_that_came_and_went_is_no_code(forge: Forge) -> None:
    forge.push({"plugins/a.py": "a = 1\n"})
    (forge.other / "plugins" / "a.py").unlink()
    after = forge.push({KETTLE: "a"})
    assert take(forge).after == after


def test_no_branch_of_many_commits_takes_long(forge: Forge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("garden.history.pulling._LOOKED_AT", 2)
    commits = [forge.push({KETTLE: str(number)}) for number in range(4)]
    forge.push({"plugins/a.py": "a = 1\n"})
    assert take(forge).after == commits[1]
