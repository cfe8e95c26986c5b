"""``garden search``: the same search as in the browser."""

from __future__ import annotations

import click

from garden.characters import printable
from garden.cli.output import echo_json, plural
from garden.cli.session import Session, json_option, root_option
from garden.core.shapes import page_data
from garden.model import Fragment, Hit, Page, Query


# "soup -recipe" is a question, not an option.
@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Results to give.")
@click.option("--kind", "kinds", multiple=True, help="Only this kind of note; may be given again.")
@click.option("--tag", "tags", multiple=True, help="Only notes with this tag; may be given again.")
@click.option("--exactly", is_flag=True, help="Take the words as they are; mend none.")
@json_option
@root_option
@click.pass_obj
def command(
    session: Session,
    query: tuple[str, ...],
    limit: int,
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    exactly: bool,
    as_json: bool,
) -> None:
    """Search the garden for QUERY: words, "a phrase", -without, begin*, tag:x, kind:y."""
    filters = {name: values for name, values in (("kind", kinds), ("tag", tags)) if values}
    text = " ".join(query)
    page = session(history=False).search(
        Query(text=text, filters=filters, per_page=limit, facets=as_json, exactly=exactly)
    )
    if as_json:
        echo_json(page_data(page))
    else:
        _tell(page)


def _tell(page: Page) -> None:
    if page.mended:
        shown = "Showing results" if page.total else "Looked"
        click.echo(f"{shown} for '{printable(page.mended)}'; --exactly searches for the words as they are.")
    if page.offered:
        click.echo(f"Did you mean '{printable(page.offered)}'?")
    if page.notice:
        click.echo(printable(page.notice))
    for hit in page.hits:
        _tell_hit(hit)
    for note in page.near:
        click.echo(f"Perhaps: {printable(note.title)}  ({note.kind}, {printable(note.path)})")
    if page.left_out:
        click.echo(f"Nothing found with these filters; {plural(page.left_out, 'note')} without them.")
    else:
        folded = f", {page.folded} of them under one much like it" if page.folded else ""
        click.echo(
            f"{plural(page.total, 'note')} found{folded}."
            if page.total
            else "Nothing found. Try fewer or other words."
        )


def _tell_hit(hit: Hit) -> None:
    under = f" › {_marked(hit.heading_marked)}" if hit.under else ""
    click.echo(f"{_marked(hit.title)}  ({hit.note.kind}, {printable(hit.note.path)}){under}")
    if hit.snippet:
        click.echo(f"    {_marked(hit.snippet)}")
    for said, names in (("tagged", hit.by_tags), ("also called", hit.by_aliases)):
        if names:
            click.echo(f"    {said} {', '.join(map(_marked, names))}")
    if hit.by_people:
        click.echo(f"    people: {', '.join(_marked(name) for _, name in hit.by_people)}")
    for key, text in hit.by_keys:
        click.echo(f"    {printable(key)}: {_marked(text)}")
    if hit.alike:
        paths = ", ".join(printable(note.path) for note in hit.alike)
        more = f" and {hit.alike_unlisted} more" if hit.alike_unlisted else ""
        number = plural(len(hit.alike) + hit.alike_unlisted, "note")
        click.echo(f"    and {number} much like it: {paths}{more}")


def _marked(fragments: tuple[Fragment, ...]) -> str:
    return "".join(
        click.style(printable(part.text), bold=True) if part.matched else printable(part.text)
        for part in fragments
    )
