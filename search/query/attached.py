"""What Arabic writes onto a word: the forms of a term with particles and article, for phrases and for beginnings."""

from __future__ import annotations

from typing import Final

_CONJUNCTIONS: Final = ("", "و", "ف")
_PARTICLES: Final = ("", "ب", "ك", "ل")

_WITH_ARTICLE: Final = ("ال", "وال", "فال", "بال", "وبال", "فبال", "كال", "وكال", "لل", "ولل", "فلل")
_USUAL: Final = ("و", "ب", "ل")
_RARE: Final = ("ف", "ك", "وب", "ول", "وك", "فب", "فل")
_SHORTEST_WITH_ARTICLE: Final = 2
_SHORTEST_USUAL: Final = 3
_SHORTEST_RARE: Final = 4


def attached_forms(term: str) -> tuple[str, ...]:
    """A term with the particles that may be written onto it: ``وزير`` → ``وزير ووزير بوزير لوزير ولوزير …``.

    ل joins the article as لل (للوزير), but not the first letters of a name such as ألمانيا (لألمانيا); folded they look
    alike, so both forms are given.
    """
    forms = []
    for conjunction in _CONJUNCTIONS:
        for particle in _PARTICLES:
            forms.append(conjunction + particle + term)
            if particle == "ل" and term.startswith("ال"):
                forms.append(conjunction + "لل" + term[2:])
    return tuple(dict.fromkeys(forms))


def attached_to_name(term: str) -> tuple[str, ...]:
    """What a name looks like with the usual particles: ``نيسابور`` → ``ونيسابور بنيسابور لنيسابور …``."""
    if term.startswith("ال"):
        return attached_forms(term)[1:]
    return tuple(lead + term for lead in (*_USUAL, *_RARE))


def prefix_leads(prefix: str) -> tuple[str, ...]:
    """What may stand before a beginning in a word that still begins with it: ``موصل`` → ``"" ال وال بال و ب ل …``.

    The shorter the beginning, the likelier it is that letters before it are no particle: بحر is not ب and حر. Of all
    words that have such letters before a beginning, these are no other word (``benchmarks.query_language leads``): with
    the article 99 % from two letters on; with و ب ل 67 to 88 % at two and about 90 % at three; with ف and ك 17 to 62 %
    at three and 75 to 92 % at four, and with their stacks 42 and 87 %.
    """
    leads = [""]
    if len(prefix) >= _SHORTEST_WITH_ARTICLE:
        leads += _WITH_ARTICLE
    if len(prefix) >= _SHORTEST_USUAL:
        leads += _USUAL
    if len(prefix) >= _SHORTEST_RARE:
        leads += _RARE
    return tuple(leads)
