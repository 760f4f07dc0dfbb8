"""The templates as Python code without the detours that this site's templates do not need.

Jinja looks attributes up by name, then as keys, and wraps everything that it escapes. A page of results has some
thousand values, all of them attributes of frozen values and nearly all plain strings, so those detours were half of
what filling it in took. Everything else is Jinja's: what is escaped, and which names are undefined, stays so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape as escaped
from typing import Any, Final

from jinja2 import BaseLoader, Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

_special = re.compile("[&<>\"']").search
_SHORT: Final = 24


def shown(value: object) -> str:
    """A value as it stands in a page: escaped, unless it is markup.

    >>> shown("<b>"), shown(Markup("<b>")), shown(3)
    ('&lt;b&gt;', Markup('<b>'), '3')
    """
    if type(value) is str:
        # in a short text it is quicker to look first
        return value if len(value) < _SHORT and not _special(value) else escaped(value)
    if type(value) is Markup:
        return value
    return str(value) if isinstance(value, int | float) else escape(value)


class _DirectCode(CodeGenerator):
    """Reads attributes as attributes, calls what is called directly, and escapes by `shown`."""

    _in_test = False

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - named by the library
        # "is defined" may ask for an attribute that is not there
        before, self._in_test = self._in_test, True
        super().visit_Test(node, frame)
        self._in_test = before

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - the same
        if self._in_test:
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - the same
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        # nothing that these templates call asks for the context
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("shown(")


class Templates(Environment):
    """The templates of the page, always escaping; ``icon(name)`` is an icon of ``_icons.html``."""

    code_generator_class = _DirectCode
    shown = staticmethod(shown)

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # the files of a page would be looked at again for every page
        )
        self.globals["icon"] = lru_cache(maxsize=64)(self._icon)

    def _icon(self, name: str) -> Markup:
        icon: Any = self.get_template("_icons.html").module
        return Markup(icon.icon(name))  # noqa: S704 - from a template, which has escaped it
