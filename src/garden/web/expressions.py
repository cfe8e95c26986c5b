"""How what stands in ``{{ }}`` is called and comes into a page: nothing invisible, and escaped."""

from __future__ import annotations

import re
from types import FunctionType
from typing import Any

from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

from garden.web.text import visible

_PLAIN = re.compile(r"[ !#$%(-;=?-~]*")
"""ASCII that is seen and that HTML has no use for."""


def shown(value: object) -> str:
    """`visible` and escaped; what is plain, as most of a page is, needs neither."""
    if type(value) is Markup or (type(value) is str and _PLAIN.fullmatch(value)):
        return value
    return str(value) if type(value) is int else escape(visible(value))


class QuickContext(Context):
    """Calls macros, and functions that ask nothing of the template, at once: a page has a hundred calls."""

    @internalcode
    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """As Jinja does, which looks for some time whether what it calls is to be given the context."""
        if type(called) is Macro:
            args = (self.eval_ctx, *args)
        elif type(called) is not FunctionType or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return called(*args, **kwargs)
        except StopIteration:
            return self.environment.undefined(f"{called.__name__} came to the end of something")


class ShowingCodeGenerator(CodeGenerator):
    """Has expressions go through ``environment.shown`` wherever they are to be escaped.

    Jinja would call its environment's ``finalize``, then ``escape``, which makes a `Markup` of each.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if _is_escaped(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_escaped(frame: Frame) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
