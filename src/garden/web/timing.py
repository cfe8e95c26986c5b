"""For authors of plugins: what each call into a plugin took, in a header of the answer."""

from __future__ import annotations

import time
from contextlib import ExitStack

from flask import Flask, Response, g

from garden.core import Garden


def set_up_timing(app: Flask, garden: Garden) -> None:
    """Where calls into plugins are traced, each answer tells them as ``Server-Timing``.

    W3C Server Timing, in milliseconds; browsers show it beside the request.
    """
    trace = garden.host.trace
    if trace is None:
        return

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()
        g.tracing = ExitStack()
        g.calls = g.tracing.enter_context(trace.calls())

    @app.after_request
    def tell(response: Response) -> Response:
        if "begun" in g:
            calls = [(f"{plugin}-{hook}", seconds) for (plugin, hook), seconds in g.calls.items()]
            parts = [("total", time.perf_counter() - g.begun), *calls]
            told = ", ".join(f"{name};dur={seconds * 1000:.1f}" for name, seconds in parts)
            response.headers["Server-Timing"] = told
        return response

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        if tracing := g.pop("tracing", None):
            tracing.close()
