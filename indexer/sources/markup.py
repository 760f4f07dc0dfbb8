"""HTML in a text, as exports of feeds and newsrooms have it → the text that a reader of the page would see.

Only what is certainly HTML is taken for it: a tag needs the name of an element and attributes in their form. So
``3 < 5``, ``<a@b.c>`` and ``<الموصل>`` stay as they are, and a text without a tag or an entity is returned unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

_OF_LINES: Final = (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol option p pre section summary table"
    " tbody tfoot thead tr ul"
)
_LINES: Final = frozenset(_OF_LINES.split())
"""Elements that begin and end a line."""
_CELLS: Final = frozenset({"td", "th"})
"""Elements with a space between them and what stands beside."""
_UNSEEN: Final = frozenset({"head", "iframe", "noscript", "script", "style", "svg", "template"})
"""Elements of which nothing is read."""
_INLINE: Final = (
    "a abbr acronym audio b base bdi bdo big button canvas cite code col colgroup data datalist del dfn em embed font"
    " frame i img input ins kbd label link map mark math meta meter nobr object optgroup output param picture progress"
    " q rp rt ruby s samp select slot small source span strike strong sub sup textarea time title track tt u var video"
    " wbr"
)
"""Elements that may stand within a word: ال<b>موصل</b>."""
_NAMES: Final = "|".join(sorted(_LINES | _CELLS | _UNSEEN | {*_INLINE.split()}, key=len, reverse=True))
_ALONE: Final = (
    "allowfullscreen|async|autoplay|checked|controls|crossorigin|defer|disabled|download|hidden|ismap|itemscope|loop"
    "|multiple|muted|nomodule|noshade|novalidate|nowrap|open|playsinline|readonly|required|reversed|selected"
)
"""Attributes without a value; any word would do in HTML, but ``a <b and c> d`` is none."""
_TAG: Final = re.compile(
    rf"<(?P<end>/?)(?P<name>{_NAMES}|[a-z][a-z0-9]*[:-][a-z][a-z0-9-]*)"  # also <o:p> of word processors, <amp-img>
    rf"(?:\s+(?:[a-z_:@][-\w:.@]*\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+)|(?:{_ALONE})(?=[\s/>])))*\s*/?>",
    re.IGNORECASE | re.ASCII,
)
_CUT_TAG: Final = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?\Z", re.IGNORECASE | re.ASCII)
"""A tag that the end of the text cuts off, as summaries of a fixed length do."""
_DECLARATION: Final = re.compile(r"<(?:!doctype|\?xml)\b[^<>]*>", re.IGNORECASE)
_COMMENT: Final = ("<!--", "-->")
_CDATA: Final = ("<![CDATA[", "]]>")
"""What feeds put around HTML."""
_ENTITY: Final = re.compile(
    r"&(?:#(?P<number>[0-9]{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));"
)
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINE_ENDS: Final = re.compile(r" ?\n[ \n]*")
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LAST_CODE: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)
_WINDOWS: Final = range(0x80, 0xA0)
"""Numbers that stand for characters of windows-1252 in HTML: &#146; is an apostrophe."""


def seen_text(text: str) -> str:
    r"""The text without tags, comments, scripts and styles, its entities read, with line ends where elements end lines.

    A text whose only tags are escaped (``&lt;p&gt;…``) was escaped once too often, and its tags go as well.

    >>> seen_text("<p>قال:&nbsp;&quot;نعم&quot;</p><p>3 &lt; 5</p>"), seen_text("3 < 5 <a@b.c>")
    ('قال: "نعم"\\n3 < 5', '3 < 5 <a@b.c>')
    """
    if "<" not in text and "&" not in text:
        return text
    if _CDATA[0] in text:
        text = text.replace(_CDATA[0], "").replace(_CDATA[1], "")
    if _has_tags(text):
        return _without_tags(text)
    read = _entities_read(text)
    return _without_tags(read) if read != text and _has_tags(read) else read


def seen_line(text: str) -> str:
    """What `seen_text` gives, in one line where there was markup."""
    seen = seen_text(text)
    return seen if seen == text else " ".join(seen.split())


def _has_tags(text: str) -> bool:
    return "<" in text and next(_marks(text), None) is not None


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each tag, comment or declaration begins and ends, and its element with / before the name of an end."""
    opening, closing = _COMMENT
    comments = True
    at = text.find("<")
    while at >= 0:
        end, name = at + 1, ""
        if tag := _TAG.match(text, at):
            end, name = tag.end(), tag["end"] + tag["name"].lower()
        elif declaration := _DECLARATION.match(text, at):
            end = declaration.end()
        elif comments and text.startswith(opening, at):
            found = text.find(closing, at + len(opening))
            comments = found >= 0  # no later one is ended either
            end = found + len(closing) if comments else end
        if end > at + 1:
            yield at, end, name
        at = text.find("<", end)


def _without_tags(text: str) -> str:
    marks = list(_marks(text))
    lines = any(name.removeprefix("/") in _LINES for _, _, name in marks)
    parts: list[str] = []
    read = 0
    unseen = ""
    for start, end, name in marks:
        if unseen:
            if name == f"/{unseen}":
                unseen, read = "", end
            continue
        parts.append(_words(text[read:start], lines=lines))
        read = end
        element = name.removeprefix("/")
        if element in _LINES:
            parts.append("\n")
        elif element in _CELLS:
            parts.append(" ")
        elif element in _UNSEEN and element == name and text[end - 2] != "/":
            unseen = element
    if not unseen:
        rest = text[read:]
        cut = _CUT_TAG.search(rest, max(rest.rfind("<"), 0))
        parts.append(_words(rest[: cut.start()] if cut else rest, lines=lines))
    return _LINE_ENDS.sub("\n", _SPACES.sub(" ", "".join(parts))).strip()


def _words(text: str, *, lines: bool) -> str:
    """Text between tags; where elements end lines, only an empty line of the source does so too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines and "\n" in text:
        text = "\n".join(part.replace("\n", " ") for part in _BLANK_LINES.split(text))
    return _entities_read(text)


def _entities_read(text: str) -> str:
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    """The character of an entity; one that stands for none stays as it is, and a space that does not break is one."""
    if entity["name"]:
        character = html5.get(f"{entity['name']};", entity[0])
    else:
        code = int(entity["number"]) if entity["number"] else int(entity["hex"], 16)
        if code in _WINDOWS:
            character = bytes([code]).decode("cp1252", "ignore")
        elif code > _LAST_CODE or code in _SURROGATES or (code < ord(" ") and chr(code) not in "\t\n\r"):
            return entity[0]
        else:
            character = chr(code)
    return " " if character == "\u00a0" else character
