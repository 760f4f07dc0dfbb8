"""A clause as one line of text, for people who want to know what was searched."""

from __future__ import annotations

from search.query.clauses import (
    Clause,
    Combined,
    Everything,
    Nothing,
    NumberRange,
    OneOf,
    Term,
    TermFuzzy,
    TermPrefix,
    TermsInOrder,
    TermsNear,
    TermsTogether,
)


def describe(clause: Clause) -> str:
    """The clause in the notation that search engines share: ``+`` must, ``-`` must not, ``#`` must but scores nothing.

    ``^2`` is a boost, ``~1`` a distance, ``*`` a beginning; parts without a sign may match and raise the score, and
    ``|`` stands between parts of which one must match.

    >>> describe(Combined(must=(Term("text_norm", "وزير", 0.5),), must_not=(OneOf("place", ("sy", "iq")),)))
    '(+text_norm:وزير^0.5 -place:{sy, iq})'
    """
    match clause:
        case Everything():
            return "*"
        case Nothing():
            return "()"
        case Term(field=field, term=term, boost=boost):
            return f"{field}:{term}{_boost(boost)}"
        case TermsInOrder(field=field, terms=terms, boost=boost):
            return f'{field}:"{" ".join(terms)}"{_boost(boost)}'
        case TermsNear(field=field, terms=terms, distance=distance, boost=boost):
            return f'{field}:"{" ".join(terms)}"~{distance}{_boost(boost)}'
        case TermsTogether(field=field, terms=terms, boost=boost):
            return f"{field}:[{' '.join(terms)}]~sentence{_boost(boost)}"
        case TermPrefix(field=field, prefix=prefix, boost=boost, leads=leads):
            before = "" if leads == ("",) else f"[{'/'.join(leads)}]"
            return f"{field}:{before}{prefix}*{_boost(boost)}"
        case TermFuzzy(field=field, term=term, distance=distance, boost=boost):
            return f"{field}:{term}~{distance}{_boost(boost)}"
        case OneOf(field=field, values=values):
            return f"{field}:{{{', '.join(values)}}}"
        case NumberRange(field=field, low=low, high=high):
            return f"{field}:[{'' if low is None else low}..{'' if high is None else high}]"
        case Combined():
            return _combined(clause)


def _boost(boost: float) -> str:
    return "" if boost == 1.0 else f"^{boost:g}"


def _combined(clause: Combined) -> str:
    parts = [f"+{describe(part)}" for part in clause.must]
    parts += [f"#{describe(part)}" for part in clause.filters]
    if clause.should and clause.at_least:
        either = " | ".join(describe(part) for part in clause.should)
        parts.append(f"+({either})" if parts or clause.must_not else either)
    else:
        parts += [describe(part) for part in clause.should]
    parts += [f"-{describe(part)}" for part in clause.must_not]
    return f"({' '.join(parts)})"
