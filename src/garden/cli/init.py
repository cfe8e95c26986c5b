"""``garden init``: a new garden, or a ``garden.toml`` for notes that are there."""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from pathlib import Path

import click

from garden.cli.output import plural
from garden.cli.session import Session, root_option
from garden.history.git import Git

_STARTER = Path(__file__).parent / "starter"
_CI = Path(__file__).parent / "ci"


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option(
    "--ci",
    "forge",
    type=click.Choice(["github", "gitlab", "forgejo"]),
    help="Have the notes checked there, and before each commit where pre-commit is used.",
)
@click.option("--hook", is_flag=True, help="Have git check the notes before each commit.")
@root_option
@click.pass_obj
def command(session: Session, folder: str | None, forge: str | None, hook: bool) -> None:
    """Make a garden in DIR: garden.toml, notes, and room for templates and plugins.

    Nothing that exists is overwritten. A folder that has notes keeps them as they are. In a
    garden that is there, --ci and --hook add what they are for.
    """
    folder = folder or session.root
    root = Path(folder).expanduser()
    if root.exists() and not root.is_dir():
        raise click.ClickException(f"'{folder}' is a file. Name a folder, new or not.")
    if (root / "garden.toml").exists():
        if forge or hook:
            _have_checked(root, forge, hook=hook)
            return
        raise click.ClickException(f"'{folder}' is a garden already. Serve it with: garden serve {folder}")
    try:
        written = _copy(root, _STARTER)
        for room in ("plugins", "templates"):
            (root / room).mkdir(exist_ok=True)
    except OSError as error:
        place = error.filename or folder
        raise click.ClickException(f"'{place}' cannot be written: {error.strerror}.") from None
    click.echo(f"Made a garden in '{folder}' with {plural(len(written), 'file')}:")
    for path in written:
        click.echo(f"    {path}")
    click.echo(f"See it in your browser with: garden serve {folder}")
    click.echo("Read how things are done with: garden serve --guide")
    _have_checked(root, forge, hook=hook)


def _copy(root: Path, starter: Path) -> list[str]:
    """Copies what to begin with; its notes only where there are none yet. Gives what was written."""
    has_notes = root.is_dir() and next(root.rglob("*.md"), None) is not None
    written = []
    for source in sorted(starter.rglob("*")):
        path = source.relative_to(starter)
        if source.is_dir() or (has_notes and path.parts[0] == "notes"):
            continue
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), target.open("xb") as file:
            file.write(source.read_bytes())
            written.append(path.as_posix())
    return written


def _have_checked(root: Path, forge: str | None, *, hook: bool) -> None:
    """Writes what has the notes checked by a forge, and by git."""
    git = Git.of(root) if forge or hook else None
    try:
        if forge:
            top = git.folder if git else root
            written = [*_copy(top, _CI / forge), *_copy(top, _CI / "every")]
            for path in written:
                click.echo(f"Wrote {path}")
            if not written:
                click.echo(f"Nothing was written: the files for {forge} are there already.")
        if hook:
            _write_hook(git)
    except OSError as error:
        place = error.filename or root
        raise click.ClickException(f"'{place}' cannot be written: {error.strerror}.") from None


def _write_hook(git: Git | None) -> None:
    if git is None:
        raise click.ClickException("There is no git repository here. Make one with: git init")
    # We tell git ourselves to look for hooks nowhere; what others tell it comes before that.
    if set(git.text("config", "--get-all", "core.hooksPath").split("\n")) - {"", os.devnull}:
        raise click.ClickException(
            "git looks for hooks elsewhere (core.hooksPath). Call 'garden check' there."
        )
    folder = git.folder / git.text("rev-parse", "--git-common-dir").removesuffix("\n") / "hooks"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with (folder / "pre-commit").open("x", encoding="utf-8") as file:
            file.write(_HOOK.format(program=shlex.quote(str(Path(sys.argv[0]).absolute()))))
    except FileExistsError:
        raise click.ClickException(
            "There is a pre-commit hook already. Add this line to it: garden check --changed"
        ) from None
    (folder / "pre-commit").chmod(0o755)
    click.echo("git now checks the notes before each commit; 'git commit --no-verify' goes without.")


_HOOK = """#!/bin/sh
# Written by 'garden init --hook': what a commit changes is checked before it is made.
garden=$(command -v garden || echo {program})
git diff --quiet || echo "garden: the notes are checked with changes that are not part of this commit."
"$garden" check --changed && exit 0
echo "garden: no commit was made. Mend the errors above, or commit all the same: git commit --no-verify"
exit 1
"""
