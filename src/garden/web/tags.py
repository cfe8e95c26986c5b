"""Tags: the tree, and the notes of one."""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from garden.core import Garden
from garden.web.contexts import TagPage, TagsPage
from garden.web.current import garden, render
from garden.web.paging import page_of
from garden.web.trees import Tree, crumbs
from garden.web.urls import tag_url

MANY = 80
"""Tags up to which all are seen at once."""
MOST_USED = 24
"""Tags that stand before a tree of many."""

pages = Blueprint("garden_tags", __name__)


@pages.get("/tags/")
def tags() -> str:
    """All tags as a tree; where there are very many, the most used before it, and folds within."""
    here = garden()
    used = here.tags()
    page = TagsPage(
        tree=here.kept(make_tree).branches(deep=True),
        most_used=used[:MOST_USED] if len(used) > MANY else (),
        folded=len(used) > MANY,
    )
    return render("tags.html", page)


@pages.get("/tags/<anything:name>")
def tag(name: str) -> str | Response:
    """The notes of one tag and of those under it; other spellings lead to the usual one."""
    tree = garden().kept(make_tree)
    usual = tree.spelling(name)
    if usual is None:
        abort(404)
    if usual != name:
        return redirect(tag_url(usual))
    shown, paging = page_of(garden().notes(tag=usual), tag_url(usual))
    page = TagPage(
        tag=usual,
        crumbs=crumbs(usual, tag_url),
        branches=tree.branches(usual),
        notes=shown,
        paging=paging,
    )
    return render("tag.html", page)


def make_tree(here: Garden) -> Tree:
    """The tree of all tags."""
    return Tree((note.tags for note in here.notes()), tag_url)
