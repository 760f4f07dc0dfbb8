"""How multilingual BERT's words are cut into pieces, and how its arrays are named."""

from __future__ import annotations

import numpy as np
import pytest

from indexer.tools.tagger_bert import Bert, bert

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "و", "##ال", "##وزير", "وال", "##و", "##زير", "،", "بغداد", "."]
WIDTH, INNER = 4, 8


@pytest.fixture
def encoder() -> Bert:
    """An encoder of the real one's arrays, but small; each number is told by its place."""

    def tensor(name: str) -> np.ndarray:
        shape: tuple[int, ...] = (WIDTH,)
        if name.endswith("_embeddings"):
            shape = (len(PIECES), WIDTH)
        elif "intermediate" in name:
            shape = (WIDTH, INNER) if name.endswith("kernel") else (INNER,)
        elif name.endswith("kernel"):
            shape = (INNER, WIDTH) if "attention" not in name else (WIDTH, WIDTH)
        return np.arange(np.prod(shape), dtype=np.float32).reshape(shape)

    return bert(tensor, PIECES)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("والوزير", ["وال", "##وزير"]),  # the longest piece first, not و and ##ال
        ("والزير", ["وال", "##زير"]),
        ("بغداد،", ["بغداد", "،"]),  # a mark stands alone
        ("...", [".", ".", "."]),
        ("\u200fبغداد", ["بغداد"]),  # a mark of direction is no part of a word
        ("بغدادي", ["[UNK]"]),  # one part unknown, all unknown
        ("\u200f", []),
        ("و" * 101, ["[UNK]"]),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(encoder: Bert, word: str, pieces: list[str]):
    assert [PIECES[number] for number in encoder.piece_ids(word)] == pieces


def test_kernels_are_turned_as_the_other_encoders(encoder: Bert):
    assert encoder.tensors["l3.fi.w"].shape == (INNER, WIDTH)
    assert encoder.tensors["l3.fo.w"].shape == (WIDTH, INNER)
    assert encoder.tensors["l11.q.w"][:, 0].tolist() == [0, 1, 2, 3]
    assert (encoder.width, encoder.layers, encoder.specials) == (WIDTH, 12, (2, 3, 0, 1))
