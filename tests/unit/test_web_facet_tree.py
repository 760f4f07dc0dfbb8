"""The tree of places on the page: what is shown, what is open, and where the links to the rest lead."""

from __future__ import annotations

from collections.abc import Sequence

from search.results import FacetValue
from web.facet_tree import Drawing, Node, tree

INSIDE = {
    "middle-east": ("iq", "sy", "gulf"),
    "iq": ("iq-ni", "iq-bg", "iq-an"),
    "iq-ni": ("mosul.iq",),
    "europe": ("fr", "de"),
}
VALUES = (
    FacetValue("middle-east", "الشرق الأوسط", 9, selected=False),
    FacetValue("gulf", "الخليج", 8, selected=False, parent="middle-east"),
    FacetValue("iq", "العراق", 7, selected=False, parent="middle-east"),
    FacetValue("sy", "سوريا", 5, selected=False, parent="middle-east"),
    FacetValue("iq-ni", "نينوى", 4, selected=False, parent="iq"),
    FacetValue("mosul.iq", "الموصل", 4, selected=False, parent="iq-ni"),
    FacetValue("europe", "أوروبا", 3, selected=False),
    FacetValue("fr", "فرنسا", 3, selected=False, parent="europe"),
)


def drawn(
    values: Sequence[FacetValue], unfold: tuple[str, ...] = (), top: int = 8, most: int = 6
) -> tuple[tuple[Node[str], ...], int]:
    drawing = Drawing(
        view=lambda value: value.id,
        unfolded=lambda place: f"unfold={place}",
        inside=lambda place: INSIDE.get(place, ()),
        across=lambda place: place == "gulf",
        region=lambda place: place in {"middle-east", "gulf", "europe", "asia"},
        unfold=unfold,
        top=top,
        most=most,
    )
    return tree(values, drawing)


def outline(nodes: Sequence[Node[str]]) -> list[object]:
    return [[node.view, node.open, node.more, *outline(node.children)] for node in nodes]


def chosen(*places: str) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(one.id, one.label, one.count, one.id in places, one.parent) for one in VALUES)


def test_places_stand_in_what_they_lie_in_and_the_first_is_open() -> None:
    nodes, others = drawn(VALUES)
    assert others == 0
    assert outline(nodes) == [
        [
            "middle-east",
            True,
            "",
            ["iq", False, "unfold=iq", ["iq-ni", False, "", ["mosul.iq", False, ""]]],
            ["sy", False, ""],
            ["gulf", False, ""],
        ],
        ["europe", False, "unfold=europe", ["fr", False, ""]],
    ]


def test_what_is_selected_is_in_sight_and_only_that_is_open() -> None:
    nodes, _ = drawn(chosen("fr"), top=1)
    assert [(node.view, node.open) for node in nodes] == [("middle-east", False), ("europe", True)]
    nodes, _ = drawn(chosen("mosul.iq"), most=1)
    (iraq,) = nodes[0].children
    assert (nodes[0].open, iraq.view, iraq.open, iraq.children[0].open) == (True, "iq", True, True)
    assert iraq.children[0].children[0].view == "mosul.iq"


def test_an_unfolded_place_shows_everything_in_it() -> None:
    nodes, others = drawn(VALUES, unfold=("middle-east",), top=1, most=1)
    assert others == 1
    assert nodes[0].open
    assert [node.view for node in nodes[0].children] == ["iq", "sy", "gulf"]
    assert nodes[0].more == ""


def test_places_that_were_cut_off_are_a_link_away() -> None:
    nodes, _ = drawn(VALUES, most=2)
    assert [node.view for node in nodes[0].children] == ["iq", "sy"]
    assert nodes[0].more == "unfold=middle-east"
    assert drawn(()) == ((), 0)


def test_where_nothing_is_chosen_the_most_frequent_country_is_in_sight() -> None:
    """A continent has more articles than any country, some of them shown in another region."""
    asia = FacetValue("asia", "آسيا", 9, selected=False)
    kabul = FacetValue("af", "أفغانستان", 1, selected=False, parent="asia")
    nodes, _ = drawn((asia, *VALUES, kabul))
    assert [(node.view, node.open) for node in nodes] == [("asia", False), ("middle-east", True), ("europe", False)]
    nodes, _ = drawn((asia,))
    assert [(node.view, node.open) for node in nodes] == [("asia", False)]
