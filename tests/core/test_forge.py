"""Where a note can be edited, as settings and the repository tell."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from garden import config
from garden.core.forge import Forge, find_forge, kind_of, page_of


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository on the branch main, with a garden below its top."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    (tmp_path / "docs/garden/notes").mkdir(parents=True)
    return tmp_path


def edit(root: Path, settings: str = "", path: str = "a/b c.md") -> str:
    (root / "garden.toml").write_text(settings)
    forge = find_forge(config.load(root))
    return forge.edit_url(path) if forge else ""


@pytest.mark.parametrize(
    ("remote", "page"),
    [
        ("https://github.com/us/notes.git", "https://github.com/us/notes"),
        ("https://user:token@github.com/us/notes", "https://github.com/us/notes"),
        ("git@github.com:us/notes.git", "https://github.com/us/notes"),
        ("forge.example:us/notes", "https://forge.example/us/notes"),
        ("ssh://git@forge.example:2222/us/notes.git/", "https://forge.example/us/notes"),
        ("http://forge.example:3000/us/notes", "http://forge.example:3000/us/notes"),
        ("https://Forge.Example/group/sub/notes.git", "https://forge.example/group/sub/notes"),
        ("/srv/git/notes.git", ""),
        ("../notes", ""),
        ("file:///srv/notes.git", ""),
        ("ext::sh -c date", ""),
        ("javascript://x/%0aalert(1)", ""),
        ("https://x.example", ""),
        ("https://x.example:port/a", ""),
        ("https://[::1/a", ""),
        ('https://x.example/a"><script>', "https://x.example/a%22%3E%3Cscript%3E"),
        ("git@evil host:a/b", ""),
        ("", ""),
    ],
)
def test_the_page_of_a_remote(remote: str, page: str) -> None:
    assert page_of(remote) == page


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/a/b", "github"),
        ("https://github.example.org/a/b", "github"),
        ("https://gitlab.com/a/b", "gitlab"),
        ("https://gitlab.example.org/a/b", "gitlab"),
        ("https://codeberg.org/a/b", "forgejo"),
        ("https://gitea.com/a/b", "gitea"),
        ("https://git.example.org/a/b", ""),
        ("https://notgithub.example/a/b", ""),
        ("", ""),
    ],
)
def test_what_a_forge_runs_is_told_by_its_name(url: str, kind: str) -> None:
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("github", "https://f.example/us/n/edit/main/docs/a%23b.md"),
        ("gitlab", "https://f.example/us/n/-/edit/main/docs/a%23b.md"),
        ("gitea", "https://f.example/us/n/_edit/main/docs/a%23b.md"),
        ("forgejo", "https://f.example/us/n/_edit/main/docs/a%23b.md"),
    ],
)
def test_each_kind_has_its_way(kind: str, address: str) -> None:
    forge = Forge(url="https://f.example/us/n", kind=kind, branch="main", folder="docs")
    assert forge.edit_url("a#b.md") == address
    assert forge.host == "f.example"


def test_all_is_read_from_the_repository(repository: Path) -> None:
    git(repository, "remote", "add", "origin", "git@codeberg.org:us/notes.git")
    git(repository, "remote", "add", "another", "git@github.com:them/notes.git")
    found = edit(repository / "docs/garden")
    assert found == "https://codeberg.org/us/notes/_edit/main/docs/garden/notes/a/b%20c.md"


def test_the_first_remote_will_do(repository: Path) -> None:
    git(repository, "remote", "add", "upstream", "https://github.com/us/notes.git")
    assert edit(repository / "docs/garden").startswith("https://github.com/us/notes/edit/main/docs/")


def test_settings_come_first(repository: Path) -> None:
    git(repository, "remote", "add", "origin", "https://git.example/us/notes.git")
    garden = repository / "docs/garden"
    assert edit(garden) == ""
    assert edit(garden, "[forge]\nkind = 'gitea'\n").startswith(
        "https://git.example/us/notes/_edit/main/docs/"
    )
    said = "[forge]\nurl='https://x.example/n/'\nkind='gitlab'\nbranch='live/1'\nfolder='/n/'\n"
    assert edit(garden, said) == "https://x.example/n/-/edit/live/1/n/a/b%20c.md"
    assert edit(garden, "[forge]\nkind = 'none'\n") == ""


def test_without_a_repository_settings_are_enough(tmp_path: Path) -> None:
    said = "[forge]\nurl = 'https://github.com/us/n'\nbranch = 'main'\n"
    assert edit(tmp_path, said) == "https://github.com/us/n/edit/main/a/b%20c.md"
    assert edit(tmp_path, "[forge]\nurl = 'https://github.com/us/n'\n") == ""
    assert edit(tmp_path) == ""


def test_a_repository_without_remote_or_branch_has_none(repository: Path) -> None:
    assert edit(repository / "docs/garden") == ""
    git(repository, "remote", "add", "origin", "/srv/git/notes.git")
    assert edit(repository / "docs/garden") == ""


def test_at_no_branch_the_remotes_own_is_meant(repository: Path) -> None:
    git(repository, "remote", "add", "origin", "https://github.com/us/notes.git")
    git(
        repository,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "x",
    )
    git(repository, "checkout", "--quiet", "--detach")
    assert edit(repository / "docs/garden") == ""
    git(repository, "update-ref", "refs/remotes/origin/live", "HEAD")
    git(repository, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/live")
    assert "/edit/live/docs/" in edit(repository / "docs/garden")


def test_a_repository_that_git_refuses_has_none(repository: Path, caplog: pytest.LogCaptureFixture) -> None:
    (repository / ".git/config").write_text("[core\nbroken")
    assert edit(repository / "docs/garden") == ""
    assert "No note can be linked" in caplog.text
