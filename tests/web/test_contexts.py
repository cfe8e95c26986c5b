"""Templates are given documented values, and use nothing else."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re

import pytest
from flask.testing import FlaskClient
from jinja2 import meta, nodes
from jinja2.defaults import DEFAULT_NAMESPACE
from msgspec import Struct

from garden import shipped
from garden.host.importing import NAMESPACE
from garden.web import browsing, contexts, parts

CLASSES = [
    value
    for module in (browsing, contexts, parts)
    for value in vars(module).values()
    if inspect.isclass(value) and value.__module__ == module.__name__
]
TEMPLATES = sorted(path.name for path in shipped.folder("templates").glob("*.html"))


@pytest.mark.parametrize("cls", CLASSES)
def test_every_field_is_documented_and_frozen(cls: type) -> None:
    if issubclass(cls, Struct):
        assert cls.__struct_config__.frozen
    else:
        assert dataclasses.is_dataclass(cls)
        assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    body = ast.parse(inspect.getsource(cls)).body[0]
    assert isinstance(body, ast.ClassDef)
    after = dict(zip(body.body, body.body[1:], strict=False))
    for field in body.body:
        if isinstance(field, ast.AnnAssign):
            assert isinstance(after.get(field), ast.Expr), f"{cls.__name__}.{ast.unparse(field.target)}"


def test_every_function_that_no_plugin_gives_is_documented(shared: FlaskClient) -> None:
    documented = set(re.findall(r"([a-z_]+)\(", contexts.__doc__ or ""))
    of_flask = {"g", "request", "session", "config", "url_for", "get_flashed_messages"}
    functions = shared.application.jinja_env.globals.items()
    ours = {name for name, it in functions if not getattr(it, "__module__", "").startswith(NAMESPACE)}
    assert ours - documented <= {*DEFAULT_NAMESPACE, *of_flask}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_names_its_value_and_uses_no_other(name: str, shared: FlaskClient) -> None:
    source = (shipped.folder("templates") / name).read_text()
    environment = shared.application.jinja_env
    tree = environment.parse(source)
    imported = {name for found in tree.find_all(nodes.FromImport) for name in found.names}
    made = {found.name for found in tree.find_all(nodes.Macro)}
    made |= {
        found.target.name for found in tree.find_all(nodes.Assign) if isinstance(found.target, nodes.Name)
    }
    used = meta.find_undeclared_variables(tree) - imported - made - set(environment.globals)
    assert used <= ({"panel"} if name == "panel.html" else {"page", "site", "request"})
    if "page" in used:
        stem = name.removesuffix(".html").title().replace("_", "")
        assert re.search(rf"garden\.web\.(contexts|browsing)\.{stem}Page", source)
