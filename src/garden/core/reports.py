"""Problems in the forms that forges read: GitHub's workflow commands, GitLab's code quality, SARIF.

Pure; paths are given as the forge knows them, from the top of the repository.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from garden._version import __version__
from garden.characters import printable
from garden.core.rules import Rule, Severity, rule_of
from garden.model import Problem

PathOf = Callable[[str], str]
"""The path of a note in its repository."""

_GITHUB = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"},
)
_GITLAB = MappingProxyType({Severity.ERROR: "major", Severity.WARNING: "minor", Severity.HINT: "info"})
_SARIF = MappingProxyType({Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"})


def _sentence(problem: Problem) -> str:
    return printable(f"{problem.message} {problem.fix}".strip())


def github(problems: Iterable[Problem], path_of: PathOf) -> str:
    """A line for each problem that GitHub shows beside the file."""
    lines = []
    for problem in problems:
        rule = rule_of(problem)
        place = {"file": path_of(problem.path), "line": problem.line, "col": problem.column}
        place["title"] = f"{rule.number} {rule.name}"
        parts = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
        lines.append(f"::{_GITHUB[rule.severity]} {parts}::{_data(_sentence(problem))}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def gitlab(problems: Iterable[Problem], path_of: PathOf) -> str:
    """GitLab's code quality report; a problem keeps its fingerprint when lines move."""
    seen: Counter[str] = Counter()
    found = []
    for problem in problems:
        rule = rule_of(problem)
        same = "\0".join((rule.number, problem.path, problem.message))
        seen[same] += 1
        found.append(
            {
                "description": _sentence(problem),
                "check_name": f"{rule.number} {rule.name}",
                "fingerprint": hashlib.sha256(f"{same}\0{seen[same]}".encode("utf-8", "replace")).hexdigest(),
                "severity": _GITLAB[rule.severity],
                "location": {"path": path_of(problem.path), "lines": {"begin": problem.line or 1}},
            }
        )
    return _json(found)


def sarif(problems: Iterable[Problem], path_of: PathOf) -> str:
    """SARIF 2.1.0, which GitHub's code scanning and many editors read."""
    found = [(problem, rule_of(problem)) for problem in problems]
    rules = {rule.number: rule for _, rule in sorted(found, key=lambda it: it[1].number)}
    driver = {
        "name": "garden check",
        "version": __version__,
        "rules": [_sarif_rule(rule) for rule in rules.values()],
    }
    numbers = {number: at for at, number in enumerate(rules)}
    results = [_result(problem, rule, numbers[rule.number], path_of) for problem, rule in found]
    return _json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
        }
    )


def _sarif_rule(rule: Rule) -> Mapping[str, Any]:
    return {
        "id": rule.number,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }


def _result(problem: Problem, rule: Rule, index: int, path_of: PathOf) -> Mapping[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(path_of(problem.path))}}
    if problem.line:
        column = {"startColumn": problem.column} if problem.column else {}
        place["region"] = {"startLine": problem.line, **column}
    return {
        "ruleId": rule.number,
        "ruleIndex": index,
        "level": _SARIF[rule.severity],
        "message": {"text": _sentence(problem)},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=True, indent=2) + "\n"


FORMS: Mapping[str, Callable[[Iterable[Problem], PathOf], str]] = MappingProxyType(
    {"github": github, "gitlab": gitlab, "sarif": sarif}
)
"""By the name that people ask for."""
