"""``garden init``: a new garden, or a ``garden.toml`` for notes that are there."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from garden.cli.output import plural
from garden.cli.session import Session, root_option

_STARTER = Path(__file__).parent / "starter"


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False)
@root_option
@click.pass_obj
def command(session: Session, folder: str | None) -> None:
    """Make a garden in DIR: garden.toml, notes, and room for templates and plugins.

    Nothing that exists is overwritten. A folder that has notes keeps them as they are.
    """
    folder = folder or session.root
    root = Path(folder).expanduser()
    if root.exists() and not root.is_dir():
        raise click.ClickException(f"'{folder}' is a file. Name a folder, new or not.")
    if (root / "garden.toml").exists():
        raise click.ClickException(f"'{folder}' is a garden already. Serve it with: garden serve {folder}")
    try:
        written = _copy(root)
        for room in ("plugins", "templates"):
            (root / room).mkdir(exist_ok=True)
    except OSError as error:
        place = error.filename or folder
        raise click.ClickException(f"'{place}' cannot be written: {error.strerror}.") from None
    click.echo(f"Made a garden in '{folder}' with {plural(len(written), 'file')}:")
    for path in written:
        click.echo(f"    {path}")
    click.echo(f"See it in your browser with: garden serve {folder}")


def _copy(root: Path) -> list[str]:
    """Copies the starter; its notes only where there are none yet. Gives what was written."""
    has_notes = root.is_dir() and next(root.rglob("*.md"), None) is not None
    written = []
    for source in sorted(_STARTER.rglob("*")):
        path = source.relative_to(_STARTER)
        if source.is_dir() or (has_notes and path.parts[0] == "notes"):
            continue
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError), target.open("xb") as file:
            file.write(source.read_bytes())
            written.append(path.as_posix())
    return written
