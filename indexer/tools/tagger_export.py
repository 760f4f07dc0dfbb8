"""Write a trained student as the model file that indexer/extract/tagger reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indexer.tools.tagger_student import DILATIONS, TAGS, Student

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


def export(student: Student, vocabulary: Sequence[str], path: Path) -> None:
    """Tables go out as one byte a number with one half-precision scale a row, the rest in half precision."""
    weights = {name: value.detach().numpy() for name, value in student.state_dict().items()}
    width = weights["word.weight"].shape[0]
    rows, row_scales = _bytes(weights["rows.weight"])
    ngrams, ngram_scales = _bytes(weights["ngrams.weight"])
    layers = range(len(DILATIONS))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode("utf-8"), np.uint8),
        rows=rows,
        row_scales=row_scales,
        ngrams=ngrams,
        ngram_scales=ngram_scales,
        word=weights["word.weight"].T.astype(np.float16),
        word_bias=weights["word.bias"].astype(np.float16),
        word_offset=_offset(weights, width).astype(np.float16),
        convolutions=np.stack([weights[f"convolutions.{n}.weight"].T.reshape(3, width, width) for n in layers]).astype(
            np.float16
        ),
        convolution_biases=np.stack([weights[f"convolutions.{n}.bias"] for n in layers]).astype(np.float16),
        dilations=np.array(DILATIONS),
        tags=weights["tags.weight"].T.astype(np.float16),
        tags_bias=weights["tags.bias"].astype(np.float16),
        tag_names=np.array(TAGS),
    )


def _offset(weights: dict[str, NDArray[np.float32]], width: int) -> NDArray[np.float32]:
    """What the side input of the first domain (its first column) adds to every word's vector."""
    if "side.weight" not in weights:
        return np.zeros(width, np.float32)
    offset: NDArray[np.float32] = np.maximum(weights["side.weight"][:, 0] + weights["side.bias"], 0)
    return offset


def _bytes(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    scales = (np.abs(table).max(axis=1) / 127).astype(np.float16)
    divisors = np.where(scales > 0, scales, 1).astype(np.float32)
    return np.clip(np.rint(table / divisors[:, None]), -127, 127).astype(np.int8), scales
