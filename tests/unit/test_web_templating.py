"""The templates' own code: what it escapes, and that it fails where something is missing."""

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from web.templating import Templates


class _Value:
    label = "<b> & \"'"
    markup = Markup("<b>")
    count = 3


def _rendered(source: str, **context: object) -> str:
    icons = "{% macro icon(name) %}<svg>{{ name }}</svg>{% endmacro %}"
    return Templates(DictLoader({"page": source, "_icons.html": icons})).get_template("page").render(**context)


def test_text_is_escaped_and_markup_is_not() -> None:
    html = _rendered("{{ value.label }}|{{ value.markup }}|{{ value.count }}|{{ none }}", value=_Value(), none=None)
    assert html == "&lt;b&gt; &amp; &quot;&#x27;|<b>|3|None"


def test_macros_and_blocks_escape_once() -> None:
    source = "{% macro row(x) %}<i>{{ x.label }}</i>{% endmacro %}{% set all %}{{ row(value) }}{% endset %}{{ all }}"
    assert _rendered(source, value=_Value()) == "<i>&lt;b&gt; &amp; &quot;&#x27;</i>"


def test_icons_are_markup() -> None:
    assert _rendered('{{ icon("<") }}') == "<svg>&lt;</svg>"


def test_what_is_missing_is_an_error_and_may_be_asked_about() -> None:
    with pytest.raises(UndefinedError):
        _rendered("{{ missing }}")
    with pytest.raises(UndefinedError):
        _rendered("{{ missing.label }}")
    with pytest.raises(AttributeError):
        _rendered("{{ value.other }}", value=_Value())
    assert _rendered("{{ 1 if value.other is defined else 2 }}", value=_Value()) == "2"
