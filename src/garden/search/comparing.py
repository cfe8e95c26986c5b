"""What is asked of a field by what a reader writes for its value: that value, or a stretch of them."""

from __future__ import annotations

from collections.abc import Mapping

from garden.search import spans
from garden.search.nodes import Between, Dated, Value

Asked = Value | Between | Dated


def compared(name: str, text: str, ordered: Mapping[str, spans.Reader]) -> tuple[Asked, str]:
    """What is asked of a field by what is written for its value, and a sentence where that means nothing.

    ``ordered`` reads the stretches of those fields whose values have an order.
    """
    reads = ordered.get(name)
    if reads is not None and (span := reads(text)) is not None:
        return Between(name, *span, text), ""
    if name == "year" and not text.isdecimal() and (span_of_days := dated("date", text)):
        return span_of_days, ""  # "year:2024-05": whoever writes a month means the month
    sign, rest = spans.signed(text)
    if name == "year" and not rest.isdecimal():
        return Value(name, rest), f"'{rest[:40]}' is no year or month such as 2024 or 2024-05."
    if reads is spans.days:
        return Value(name, rest), f"'{rest[:40]}' is no date such as 2024, 2024-05 or 2024-05-31."
    if sign in {"", "="}:
        return Value(name, rest), ""
    return Value(name, rest), f"'{name}' cannot be compared with '{rest[:40]}'; the '{sign}' was left out."


def dated(operator: str, text: str) -> Dated | None:
    """The days ``before``, ``after`` or of (``date``) what is written; None for what is no date."""
    span = spans.dated(operator, text)
    return None if span is None else Dated(*span, operator, text)
