"""Write a trained student as the model file that indexer/extract/tagger reads, and read such a file to train it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch  # type: ignore[import-not-found] # training only

from indexer.tools.tagger_lists import LISTS
from indexer.tools.tagger_student import DILATIONS, TAGS, Student

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


_FAINT = 0.1  # share of its usual size with which a new side input begins


def export(student: Student, vocabulary: Sequence[str], lists: Mapping[str, int], path: Path) -> None:
    """Tables go out as one byte a number with one half-precision scale a row, the rest in half precision.

    Of a student that began with a narrow file, the layers go out narrow.
    """
    weights = {name: value.detach().numpy() for name, value in student.state_dict().items()}
    width = weights["word.weight"].shape[0]
    rows, row_scales = _bytes(weights["rows.weight"])
    ngrams, ngram_scales = _bytes(weights["ngrams.weight"])
    layers = range(len(DILATIONS))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        allow_pickle=False,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode("utf-8"), np.uint8),
        rows=rows,
        row_scales=row_scales,
        ngrams=ngrams,
        ngram_scales=ngram_scales,
        listed=np.frombuffer("\n".join(lists).encode("utf-8"), np.uint8),
        listed_bits=np.array(list(lists.values()), np.uint64),
        list_names=np.array(LISTS),
        word=weights["word.weight"].T.astype(np.float16),
        word_bias=weights["word.bias"].astype(np.float16),
        word_offset=_offset(weights, width).astype(np.float16),
        **_layers(
            [weights[f"convolutions.{n}.weight"].T.reshape(3, width, width) for n in layers],
            [weights[f"convolutions.{n}.bias"] for n in layers],
        ),
        dilations=np.array(DILATIONS),
        tags=weights["tags.weight"].T.astype(np.float16),
        tags_bias=weights["tags.bias"].astype(np.float16),
        tag_names=np.array(TAGS),
    )


def read_student(path: Path, side: int, domains: int, dropout: float) -> Student:
    """A student that begins with the weights of a model file.

    `side` is how many side inputs it is given, the first `domains` of which say the domain: all of them begin as the
    file's only one. Lists of names that the file does not know get no weight. Layers that have been narrowed stay so:
    a number to which a layer adds nothing, whatever it reads, has no slope (ReLU at 0).
    """
    with np.load(path, allow_pickle=False) as file:
        units = file.get("units")
        single = {name: file[name].astype(np.float32) for name in file.files if file[name].dtype.kind in "fi"}
        known = [LISTS.index(str(name)) for name in file["list_names"]] if "list_names" in file else []
    student = Student((single["rows"] * single["row_scales"][:, None])[:-1], dropout=dropout, side=side)
    word = np.zeros(tuple(student.word.weight.shape), np.float32)
    spelled = word.shape[1] - 2 * len(LISTS)  # what comes before the lists
    places = [*range(spelled), *(spelled + at for at in known), *(spelled + len(LISTS) + at for at in known)]
    word[:, places] = single["word"].T
    weights = {
        "ngrams.weight": single["ngrams"] * single["ngram_scales"][:, None],
        "word.weight": word,
        "word.bias": single["word_bias"],
        "tags.weight": single["tags"].T,
        "tags.bias": single["tags_bias"],
        "side.bias": np.zeros_like(single["word_bias"]),
    }
    for layer, (kernel, bias) in enumerate(zip(single["convolutions"], single["convolution_biases"], strict=True)):
        width = kernel.shape[1]
        own = np.arange(width) if units is None else units[layer][units[layer] >= 0]
        full, biases = np.zeros((3, width, width), np.float32), np.zeros(width, np.float32)
        full[:, :, own], biases[own] = kernel[:, :, : len(own)], bias[: len(own)]
        weights[f"convolutions.{layer}.weight"] = full.reshape(-1, width).T
        weights[f"convolutions.{layer}.bias"] = biases
    state = student.state_dict()
    state |= {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in weights.items()}
    state["side.weight"] = state["side.weight"] * _FAINT
    state["side.weight"][:, :domains] = torch.from_numpy(single["word_offset"])[:, None]
    student.load_state_dict(state)
    return student


def _layers(kernels: Sequence[NDArray[np.float32]], biases: Sequence[NDArray[np.float32]]) -> dict[str, NDArray[Any]]:
    """The layers as arrays of the file; narrow ones side by side and filled up, with the numbers that they add to."""
    own = [np.flatnonzero(kernel.any(axis=(0, 1)) | (bias != 0)) for kernel, bias in zip(kernels, biases, strict=True)]
    if all(len(units) == len(bias) for units, bias in zip(own, biases, strict=True)):
        return {
            "convolutions": np.stack(kernels).astype(np.float16),
            "convolution_biases": np.stack(biases).astype(np.float16),
        }
    most = max(map(len, own))
    units = np.full((len(own), most), -1, np.int16)
    narrow = np.zeros((len(own), *kernels[0].shape[:2], most), np.float16)
    narrow_biases = np.zeros((len(own), most), np.float16)
    for layer, at in enumerate(own):
        units[layer, : len(at)] = at
        narrow[layer, :, :, : len(at)] = kernels[layer][:, :, at]
        narrow_biases[layer, : len(at)] = biases[layer][at]
    return {"convolutions": narrow, "convolution_biases": narrow_biases, "units": units}


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
