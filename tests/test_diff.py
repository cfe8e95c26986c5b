"""The laws of `garden.diff.changes`."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from garden.diff import changes
from garden.model import Changes

STATE = st.dictionaries(st.text("abÄ/.", max_size=3), st.integers(0, 2), max_size=6)
State = dict[str, int]


def apply(before: State, after: State) -> State:
    """``before`` with the changes made, taking values from ``after``."""
    found = changes(before, after)
    kept = {path: value for path, value in before.items() if path not in found.removed}
    return kept | {path: after[path] for path in (*found.added, *found.modified)}


def test_each_path_is_told_once_and_in_order() -> None:
    before = {"gone": 1, "b": 1, "same": 1, "a": 1}
    after = {"new": 1, "b": 2, "same": 1, "a": 2, "an older": 1}
    assert changes(before, after) == Changes(
        added=("an older", "new"), modified=("a", "b"), removed=("gone",)
    )


@given(STATE)
def test_nothing_changes_between_a_state_and_itself(state: State) -> None:
    assert not changes(state, dict(state))


@settings(max_examples=50)
@given(STATE, STATE)
def test_swapping_the_states_swaps_added_and_removed(before: State, after: State) -> None:
    there, back = changes(before, after), changes(after, before)
    assert (there.added, there.modified, there.removed) == (back.removed, back.modified, back.added)


@settings(max_examples=50)
@given(STATE, STATE)
def test_applying_the_changes_gives_the_state_after(before: State, after: State) -> None:
    assert apply(before, after) == after


@settings(max_examples=50)
@given(STATE, STATE)
def test_changes_are_sorted_distinct_and_true_when_there_are_any(before: State, after: State) -> None:
    found = changes(before, after)
    told = [*found.added, *found.modified, *found.removed]
    assert len(told) == len(set(told))
    assert all(list(paths) == sorted(paths) for paths in (found.added, found.modified, found.removed))
    assert bool(found) == (before != after)
