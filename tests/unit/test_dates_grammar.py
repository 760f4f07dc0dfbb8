"""The notation of word classes, and the rules written in it."""

import datetime as dt
import re

import pytest

from indexer.extract.dates import Conventions, find_dates
from indexer.extract.dates.grammar import NEWS_GRAMMAR, RULES, SPOKEN_GRAMMAR, Grammar, Rule
from indexer.extract.dates.lexicon import CLASSES, WORDS
from indexer.extract.dates.notation import compile_pattern
from indexer.extract.dates.readings import READERS
from indexer.extract.dates.tokens import Tokens, read_number


def classes(*names: str) -> str:
    return "".join(CLASSES[name] for name in names)


def test_sequence_option_and_capture():
    pattern = compile_pattern("weekday? d:n12 from? m:month", {})
    match = re.compile(pattern.source).fullmatch(classes("n12", "from", "month"))
    assert match is not None
    assert match.start("m") == 2
    assert pattern.begins == {classes("weekday", "n12"), classes("n12", "from"), classes("n12", "month")}


def test_alternatives_and_repetition():
    pattern = compile_pattern("(n12 | n31) (comma n12)*", {})
    regex = re.compile(pattern.source)
    assert regex.fullmatch(classes("n31", "comma", "n12", "comma", "n12"))
    assert not regex.fullmatch(classes("n31", "comma"))
    numbers = [classes(name) for name in ("n12", "n31")]
    assert pattern.begins == {*numbers, *(number + CLASSES["comma"] for number in numbers)}
    assert compile_pattern("comma* n12?", {}).begins == {
        "",
        *(classes(*names) for names in (["comma"], ["n12"], ["comma", "comma"], ["comma", "n12"])),
    }


def test_abbreviation_stands_for_its_pattern():
    day = compile_pattern("(n12 | n31)", {})
    begins = {classes("n12", "month"), classes("n31", "month")}
    assert compile_pattern("d:day month", {"day": day}).begins == begins


@pytest.mark.parametrize("bad", ["(n12", "n12)", "n12 #"])
def test_bad_notation_is_an_error(bad: str):
    with pytest.raises(ValueError, match=r"unbalanced|notation"):
        compile_pattern(bad, {})


def test_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        compile_pattern("weekdy", {})


def test_every_rule_has_a_reader_and_every_reader_a_rule():
    assert {rule.name for rule in RULES} == READERS.keys()


def test_only_the_spoken_grammar_knows_spoken_rules():
    def names(grammar: Grammar) -> set[str]:
        return {rule.name for begin in CLASSES.values() for rule in grammar[begin]} | {
            rule.name for first in CLASSES.values() for second in CLASSES.values() for rule in grammar[first + second]
        }

    spoken = {rule.name for rule in RULES if rule.name.startswith("spoken_")}
    assert names(NEWS_GRAMMAR) == {rule.name for rule in RULES} - spoken
    assert names(SPOKEN_GRAMMAR) == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_s_example_is_found(rule: Rule):
    conventions = Conventions(spoken=rule.name.startswith("spoken_"))
    sentence = f"سيعقد في {rule.example}"
    assert find_dates(sentence, dt.date(2016, 10, 24), conventions), sentence


@pytest.mark.parametrize(
    ("number", "name", "value"),
    [
        ("7", "n12", 7),
        ("07", "n12", 7),
        ("24", "n31", 24),
        ("45", "n99", 45),
        ("2016", "y4", 2016),
        ("24/10/2016", "full", (2016, 10, 24)),
        ("22/ 8/ 2015", "full", (2015, 8, 22)),
        ("10/24/2016", "full", (2016, 10, 24)),
        ("2016-10-24", "full", (2016, 10, 24)),
        ("1/2/98", "full", (1998, 2, 1)),
        ("2014-2016", "years", (2014, 2016)),
        ("2015/16", "years", (2015, 2016)),
        ("3/2015", "ym", (2015, 3)),
        ("2015-3", "ym", (2015, 3)),
        ("22/4", "slashdm", (22, 4, 0)),
        ("2-1", "dashdm", (2, 1, 0)),
        ("10:30", "clock", 0),
        ("1,400", "num", 0),
        ("50%", "num", 0),
        ("45/13/2015", "num", 0),
        ("99999", "num", 0),
    ],
)
def test_numbers_are_classed(number: str, name: str, value: object):
    assert read_number(number)[0] == CLASSES[name]
    if name not in ("clock", "num"):
        assert read_number(number)[1] == value


def test_particles_are_classes_of_their_own():
    tokens = Tokens("وبالامس")
    assert tokens.classes == classes("conj", "prep", "yesterday")
    assert [tokens.token_at(position) for position in range(3)] == [0, 0, 0]
    assert WORDS["وبالامس"].particle == 2


def test_phrase_is_one_class_and_positions_find_their_tokens():
    tokens = Tokens("في كانون الثاني وتشرين الاول 2014")
    assert tokens.classes == classes("in", "month", "conj", "month", "y4")
    assert [tokens.token_at(position) for position in range(5)] == [0, 1, 3, 3, 5]
    assert tokens.span(1, 1) == (3, 3, 15, False)


def test_token_offsets_count_every_kind_of_blank():
    text = " \u2003امس،\n\n غدا\t2014"
    tokens = Tokens(text)
    for number in range(len(tokens)):
        assert text[tokens.span(number, number)[0] :].startswith(tokens.spelled(number))
