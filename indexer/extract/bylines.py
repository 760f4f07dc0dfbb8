"""Where an article's own text begins and ends: what a paper puts before and after it names nobody the article is about.

Before: "الرياض - واس", "سبق- وكالات: ", "فلان – عين اليوم" on a line of its own, "لندن: «الشرق الأوسط»". After:
"رابط الخبر بصحيفة الوئام: …", an agency in brackets at the very end.
"""

from __future__ import annotations

import re
from typing import Final

_LONGEST_LINE: Final = 80
_MOST_WORDS: Final = 9

#: A first line that is short, has a dash between words and ends without a full stop.
_LINE: Final = re.compile(r"\s*(?P<line>[^\n.،؟!]{3,80}?)\s*\n")
#: A run of short parts with dashes between, ended by a colon: "سبق- وكالات:", "فلان - جدة:".
_PREFIX: Final = re.compile(r"\s*[^\n:.،؟!(){}«\"]{2,40}?\s?[-–—ـ]\s?[^\n:.،؟!(){}«\"]{2,40}?:\s")
#: A place, a colon and the paper in quotation marks: "لندن: «الشرق الأوسط»".
#: A reporter and a place on a line of their own below the first: "عبدالكريم الحمد - الرياض".
_SECOND_LINE: Final = re.compile(r"\s*[^\n]{3,80}\n\s*(?P<line>[^\n.،؟!:0-9]{5,40}?)\s*\n")
_REPORTER: Final = re.compile(r"\w+(?: \w+){1,3} ?[-–—ـ] ?\w+(?: \w+)?")
_PLACE_AND_PAPER: Final = re.compile('\\s*[\u0621-\u064a ]{2,25}: ?[«"][^»"\\n]{2,25}[»"]\\s')
_DASH: Final = re.compile(r"\w\s?[-–—ـ]\s?\w|\w[-–—]\s|\s[-–—ـ]\s")
#: What a paper adds below.
_FOOTER: Final = re.compile(
    r"\s*(?:رابط الخبر|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضا|\((?:أ ف ب|ا ف ب|رويترز|واس|د ب أ|وات|وكالات|أ ب)\)\.?\s*$)"
)
#: No footer is without one of these, or a bracket at the end: to look for them first takes a hundredth of the time.
_FOOTER_WORDS: Final = ("رابط الخبر", "اقرأ أيضا", "إقرأ أيضا")
_AFTER_BRACKET: Final = 10
#: Characters of what is added below; in 1,934 articles of the news sets none has more than 600. A link to another
#: article that stands farther up is one in the text's midst, which goes on behind it.
_LONGEST_FOOTER: Final = 1_000


def own_text(body: str) -> tuple[int, int]:
    """Return the code points [start, end) of ``body`` that are the article itself."""
    start = 0
    line = _LINE.match(body)
    if line is not None and _DASH.search(line["line"]) and len(line["line"].split()) <= _MOST_WORDS:
        start = line.end()
    elif (second := _SECOND_LINE.match(body)) is not None and _REPORTER.fullmatch(second["line"].strip()):
        start = second.start("line") + len(second["line"])
    else:
        prefix = _PREFIX.match(body, 0, _LONGEST_LINE + 20) or _PLACE_AND_PAPER.match(body)
        if prefix is not None and len(prefix.group().split()) <= _MOST_WORDS:
            start = prefix.end()
    may_have_footer = ")" in body[-_AFTER_BRACKET:] or any(map(body.__contains__, _FOOTER_WORDS))
    footer = _FOOTER.search(body, max(start, len(body) - _LONGEST_FOOTER)) if may_have_footer else None
    return start, footer.start() if footer is not None else len(body)
