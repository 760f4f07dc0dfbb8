"""Finds the dates named in Arabic news and says which days they are.

`find_dates` is the whole interface; `docs/dates.md` states what is found and how it is read.
"""

from indexer.extract.dates.expression import NEWS, Conventions, DateExpression, Precision
from indexer.extract.dates.finder import find_dates
from indexer.extract.dates.tokens import LINE_END, classes_of

__all__ = [
    "LINE_END",
    "NEWS",
    "Conventions",
    "DateExpression",
    "Precision",
    "classes_of",
    "find_dates",
]
