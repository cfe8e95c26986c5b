"""Guards the rules that a plugin adds to the markdown parser.

A rule runs long after the hook that added it, in the middle of someone's
note. One that raises, or that claims success without moving on, is told and
taken as "does not match"; the note goes on as if the rule were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from garden.errors import PluginError
from garden.host.guard import mistakes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import Ruler

Wrapper = Callable[[Callable[..., Any]], Callable[..., Any]]
Taken = tuple[tuple[Any, ...], tuple[int, ...]]


class _Memory:
    """What a rule may change before it fails: taken down before each, put back after one that did.

    ``lists`` are cut to the length they had. All is fetched at once, as a note may ask a rule at
    each of its characters.
    """

    def __init__(self, lists: Sequence[str], others: Sequence[str]) -> None:
        self._names = (*lists, *others)
        self._lists = len(lists)
        self._values_of = attrgetter(*self._names)

    def take(self, state: Any) -> Taken:
        values = self._values_of(state)
        return values, (*map(len, values[: self._lists]),)

    def restore(self, state: Any, taken: Taken) -> None:
        values, lengths = taken
        for name, value in zip(self._names, values, strict=True):
            setattr(state, name, value)
        for grown, length in zip(values[: self._lists], lengths, strict=True):
            del grown[length:]


BLOCK = _Memory(("tokens",), ("line", "lineMax", "level", "parentType", "blkIndent", "tight"))
INLINE = _Memory(
    ("tokens", "tokens_meta", "delimiters", "_prev_delimiters"),
    ("pos", "posMax", "level", "pending", "pendingLevel", "linkLevel"),
)


class RuleGuard:
    """Remembers a parser before a plugin changes it; guards or undoes the changes.

    ``tell`` is given what a rule raised. The guard itself is thin, since an
    inline rule may be asked a thousand times a note.
    """

    def __init__(self, md: MarkdownIt, tell: Callable[[BaseException], object]) -> None:
        self._tell = tell
        self._rules = [(ruler, list(ruler.__rules__)) for ruler in _rulers(md)]
        self._functions = [{rule.name: rule.fn for rule in rules} for _, rules in self._rules]
        self._renderer = cast(Any, md.renderer)  # its protocol does not tell of ``rules``
        self._renders = dict(self._renderer.rules)

    def undo(self) -> None:
        """Takes away all that the plugin added before it failed."""
        for (ruler, rules), functions in zip(self._rules, self._functions, strict=True):
            for rule in rules:
                rule.fn = functions[rule.name]
            ruler.__rules__[:] = rules
            ruler.__cache__ = None
        self._renderer.rules = dict(self._renders)

    def wrap(self) -> None:
        """Puts a guard around each rule that was not there before, or was exchanged."""
        wrappers: tuple[Wrapper, ...] = (self._plain, self._block, self._inline, self._plain)
        for (ruler, _), functions, wrapper in zip(self._rules, self._functions, wrappers, strict=True):
            for rule in ruler.__rules__:
                if functions.get(rule.name) is not rule.fn:
                    rule.fn = wrapper(rule.fn)
            ruler.__cache__ = None
        for name, function in self._renderer.rules.items():
            if self._renders.get(name) is not function:
                self._renderer.rules[name] = self._render(function)

    def _plain(self, rule: Callable[..., None]) -> Callable[..., None]:
        def guarded(state: Any) -> None:
            tokens = list(state.tokens)
            try:
                rule(state)
            except mistakes() as error:
                self._tell(error)
                state.tokens = tokens

        return guarded

    def _block(self, rule: Callable[..., bool]) -> Callable[..., bool]:
        def guarded(state: Any, start: int, end: int, silent: bool) -> bool:
            before = BLOCK.take(state)
            try:
                return _moved(rule(state, start, end, silent), silent or state.line > start)
            except mistakes() as error:
                self._tell(error)
                BLOCK.restore(state, before)
                return False

        return guarded

    def _inline(self, rule: Callable[..., bool]) -> Callable[..., bool]:
        def guarded(state: Any, silent: bool) -> bool:
            position, before = state.pos, INLINE.take(state)
            try:
                return _moved(rule(state, silent), state.pos > position)
            except mistakes() as error:
                self._tell(error)
                INLINE.restore(state, before)
                return False

        return guarded

    def _render(self, function: Callable[..., str]) -> Callable[..., str]:
        def guarded(tokens: Any, index: int, options: Any, env: Any) -> str:
            try:
                return _text(function(tokens, index, options, env))
            except mistakes() as error:
                self._tell(error)
                return ""

        return guarded


def _rulers(md: MarkdownIt) -> tuple[Ruler[Any], ...]:
    return md.core.ruler, md.block.ruler, md.inline.ruler, md.inline.ruler2


def _moved(matched: object, moved: bool) -> bool:
    if matched and not moved:
        raise PluginError("A markdown rule matched and did not move on; set state.pos or state.line.")
    return bool(matched)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise PluginError(f"A markdown renderer must return text, not {type(value).__name__}.")
    return value
