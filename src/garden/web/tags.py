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

pages = Blueprint("garden_tags", __name__)


@pages.get("/tags/")
def tags() -> str:
    """All tags as a tree."""
    return render("tags.html", TagsPage(tree=garden().kept(make_tree).branches(deep=True)))


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
