"""Times as people write them: ``90s``, ``5m``, ``1h``."""

from __future__ import annotations

import re

import click

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_LEAST, _MOST = 1, 30 * 86400


class Duration(click.ParamType[float]):
    """Seconds from a number with its unit; a number alone is of seconds."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds, between a second and thirty days."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d{1,8})\s*([smhd]?)", str(value).strip().lower(), re.ASCII)
        seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
        if not _LEAST <= seconds <= _MOST:
            self.fail(f"{value!r} is no time such as 90s, 5m or 1h.", param, ctx)
        return float(seconds)


DURATION = Duration()
