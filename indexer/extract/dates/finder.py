"""Finds the date expressions of a text: matches rules, joins what belongs together, keeps the longest readings."""

from __future__ import annotations

import datetime as dt

from indexer.extract.dates import joining
from indexer.extract.dates.context import Context
from indexer.extract.dates.expression import NEWS, Conventions, DateExpression
from indexer.extract.dates.folding import MARKS
from indexer.extract.dates.grammar import NEWS_GRAMMAR, SPOKEN_GRAMMAR
from indexer.extract.dates.joining import Found
from indexer.extract.dates.lexicon import CLASSES
from indexer.extract.dates.readings import read
from indexer.extract.dates.tokens import Cut, Tokens


def find_dates(
    text: str,
    anchor: dt.date | None,
    conventions: Conventions = NEWS,
    pieces: Cut | None = None,
    classes: list[str] | None = None,
) -> list[DateExpression]:
    """Return the date expressions of ``text`` in its order; none overlap, and none raises.

    ``anchor`` is the day of publication. Without it only what stands by itself is found: ``15 أيار 2015`` but not
    ``أمس``. ``pieces`` is the text cut at spaces, or the part of it that is to be read, where that has been done, and
    ``classes`` what `classes_of` says of each.
    """
    if isinstance(anchor, dt.datetime):
        anchor = anchor.date()
    tokens = Tokens(text, pieces, classes)
    ctx = Context(tokens, anchor, conventions)
    found = _matches(tokens, ctx, conventions)
    longest_from: dict[int, Found] = {}
    for one in found:
        if one.start not in longest_from or longest_from[one.start].end < one.end:
            longest_from[one.start] = one
    found += joining.parts(tokens.classes, longest_from, ctx)
    found = joining.ranges(tokens.classes, joining.without_recurring(tokens.classes, _longest(found)))
    return [_expression(text, tokens, one) for one in found]


def _matches(tokens: Tokens, ctx: Context, conventions: Conventions) -> list[Found]:
    classes = tokens.classes
    found: list[Found] = []
    grammar = SPOKEN_GRAMMAR if conventions.spoken else NEWS_GRAMMAR
    for begin in grammar.beginnings.finditer(classes):
        position = begin.start()
        for rule in grammar[classes[position : position + 2]]:
            match = rule.regex.match(classes, position)
            if match is None:
                continue
            period = read(ctx, rule.name, match)
            if period is not None:
                start, end = match.span(rule.part)
                if classes[end - 1] == CLASSES["rpar"] and CLASSES["lpar"] not in match[0]:
                    end -= 1  # the parenthesis opened before the date
                found.append(Found(start, end, period, rule.name, ctx.names_year(match)))
    return found


def _longest(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept)


def _expression(text: str, tokens: Tokens, found: Found) -> DateExpression:
    start, bare_start, end, swallowed = tokens.span(found.start, found.end - 1)
    while end < len(text) and text[end] in MARKS:
        end += 1
    written = text[bare_start:end]
    if swallowed:
        written = "ا" + written
    first, last, precision, doubt = found.period
    return DateExpression(start, end, written, first, last, precision, doubt)
