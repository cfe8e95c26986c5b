"""Git is called so that neither a repository nor a word from outside decides what is run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from garden.errors import GitError
from garden.history.git import Git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """An empty repository with one commit."""
    folder = tmp_path / "repository"
    folder.mkdir()
    for arguments in (("init", "-q", "-b", "main"), ("commit", "-q", "--allow-empty", "-m", "begin")):
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True)
    return folder


def opened(folder: Path) -> Git:
    git = Git.of(folder)
    assert git is not None
    return git


def test_a_folder_in_a_repository_is_known_by_its_top(repository: Path) -> None:
    inside = repository / "notes" / "deep"
    inside.mkdir(parents=True)
    assert opened(inside).folder == repository.resolve()


def test_a_folder_in_none_is_no_repository(tmp_path: Path) -> None:
    assert Git.of(tmp_path) is None


def test_without_git_there_is_no_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert Git.of(repository) is None


def test_it_answers_in_pieces_or_at_once(repository: Path) -> None:
    git = opened(repository)
    assert git.text("log", "--format=%an %s") == "Ada begin\n"
    assert b"".join(git.stream("log", "--format=%s")) == b"begin\n"
    assert len(git.run("hash-object", "--stdin", put=b"words")) == 41


def test_what_git_says_is_in_the_sentence(repository: Path) -> None:
    with pytest.raises(GitError, match=r"git log failed: .*ambiguous argument"):
        opened(repository).run("log", "no-such-thing")
    with pytest.raises(GitError, match="git log failed"):
        list(opened(repository).stream("log", "no-such-thing"))


def test_a_word_that_cannot_be_an_argument_is_told(repository: Path) -> None:
    with pytest.raises(GitError, match="could not be run"):
        opened(repository).run("log", "a\0b")


def test_an_answer_without_end_is_stopped(repository: Path) -> None:
    git = opened(repository)
    with pytest.raises(GitError, match="said more than"):
        git.run("log", "--format=%s", most=2)


def slow(folder: Path) -> Git:
    """A program that leaves another one behind, which holds its answer open."""
    program = folder / "slow"
    child = "import time, sys; time.sleep(600)"
    program.write_text(
        f"#!{sys.executable}\nimport subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, '-c', {child!r}])\ntime.sleep(600)\n"
    )
    program.chmod(0o755)
    return Git(folder, program=str(program))


def test_what_takes_too_long_is_stopped_with_all_that_it_began(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="took longer than"):
        slow(tmp_path).run("fetch", seconds=0.5)


def test_no_hook_runs(repository: Path) -> None:
    hook = repository / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch ran\n")
    hook.chmod(0o755)
    opened(repository).run("checkout", "-q", "-b", "other")
    assert not (repository / "ran").exists()


@pytest.mark.parametrize("setting", ["core.fsmonitor", "diff.external", "core.sshCommand"])
def test_no_program_runs_that_the_repository_names(repository: Path, setting: str) -> None:
    program = repository / "program"
    program.write_text(f"#!/bin/sh\ntouch '{repository / 'ran'}'\n")
    program.chmod(0o755)
    subprocess.run(["git", "config", setting, str(program)], cwd=repository, check=True)
    (repository / "a.md").write_text("a")
    git = opened(repository)
    git.run("add", "--", "a.md")
    git.run("diff", "--cached")
    with pytest.raises(GitError):
        git.run("ls-remote", "--end-of-options", "ssh://localhost:1/none")
    assert not (repository / "ran").exists()


@pytest.mark.parametrize(
    "address", ["ext::touch ran", "file:///nowhere", "git://127.0.0.1:1/x", "http://127.0.0.1:1/x"]
)
def test_only_some_transports_are_spoken(repository: Path, address: str) -> None:
    with pytest.raises(GitError, match=r"not allowed"):
        opened(repository).run("ls-remote", "--end-of-options", address)
    assert not (repository / "ran").exists()


def test_folders_of_this_machine_are_spoken_with_where_asked(repository: Path) -> None:
    heads = opened(repository).run("ls-remote", "--heads", "--end-of-options", str(repository), files=True)
    assert heads.endswith(b"refs/heads/main\n")


def test_nothing_of_the_environment_decides(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.worktree")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "/nowhere")
    assert opened(repository).text("log", "--format=%s") == "begin\n"


def test_a_path_is_no_pattern(repository: Path) -> None:
    (repository / "*.md").write_text("star")
    (repository / "a.md").write_text("a")
    git = opened(repository)
    git.run("add", "--", "*.md")
    assert git.text("diff", "--cached", "--name-only") == "*.md\n"


def test_no_password_of_an_address_is_told(repository: Path) -> None:
    with pytest.raises(GitError) as told:
        opened(repository).run("ls-remote", "--end-of-options", "https://ada:secret@127.0.0.1:1/x")
    assert "secret" not in str(told.value)
    assert "https://127.0.0.1:1/x" in str(told.value)
