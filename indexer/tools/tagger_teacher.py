"""The teacher: the pretrained encoder of tagger_encoder.py, fine-tuned on the labelled sentences (training only)."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only
from torch import Tensor, nn
from torch.nn import functional  # type: ignore[import-not-found] # training only

from indexer.tools.tagger_corpora import Sentence
from indexer.tools.tagger_student import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from indexer.tools.tagger_encoder import Encoder

_EPSILON = 1e-12
_LONGEST_SENTENCE = 100  # words; longer ones are cut
_LONGEST_WORD = 12  # pieces of one word that are read
_POSITIONS = 512
_IGNORED = -100  # cross entropy's label for padding
_BATCH_PIECES = 1500
_UNKNOWN = 3


def cut(sentences: Sequence[Sentence]) -> list[Sentence]:
    """`sentences` with the very long ones cut into pieces of at most 100 words."""
    return [
        Sentence(sentence.words[start : start + _LONGEST_SENTENCE], sentence.tags[start : start + _LONGEST_SENTENCE])
        for sentence in sentences
        for start in range(0, len(sentence.words), _LONGEST_SENTENCE)
    ]


class Layer(nn.Module):  # type: ignore[misc] # torch is untyped here
    """One BERT layer: attention, then the two-step projection, each added to its input and normalised."""

    def __init__(self, encoder: Encoder, number: int, dropout: float) -> None:
        super().__init__()
        tensors = encoder.tensors

        def parameter(*names: str) -> nn.Parameter:
            return nn.Parameter(torch.from_numpy(np.concatenate([tensors[f"l{number}.{name}"] for name in names])))

        self.heads, self.dropout = encoder.heads, dropout
        self.query_key_value = parameter("q.w", "k.w", "v.w")
        self.query_key_value_bias = parameter("q.b", "k.b", "v.b")
        self.out, self.out_bias = parameter("ao.w"), parameter("ao.b")
        self.norm, self.norm_bias = parameter("aln.w"), parameter("aln.b")
        self.up, self.up_bias = parameter("fi.w"), parameter("fi.b")
        self.down, self.down_bias = parameter("fo.w"), parameter("fo.b")
        self.last, self.last_bias = parameter("oln.w"), parameter("oln.b")

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """What comes after `hidden` [sentences, pieces, width]; `mask` is false at pieces that nothing may look at."""
        sentences, length, width = hidden.shape
        projected = functional.linear(hidden, self.query_key_value, self.query_key_value_bias)
        query, key, value = projected.view(sentences, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # written out: for short sentences in half precision torch's own attention learns many times slower
        near = (query @ key.transpose(-1, -2)) / (width // self.heads) ** 0.5
        attended = torch.softmax(near.masked_fill(~mask, -torch.inf), dim=-1).to(value.dtype) @ value
        attended = attended.transpose(1, 2).reshape(sentences, length, width)
        attended = functional.linear(attended, self.out, self.out_bias)
        hidden = hidden + functional.dropout(attended, self.dropout, self.training)
        hidden = functional.layer_norm(hidden, (width,), self.norm, self.norm_bias, _EPSILON)
        inner = functional.gelu(functional.linear(hidden, self.up, self.up_bias))
        inner = functional.linear(inner, self.down, self.down_bias)
        hidden = hidden + functional.dropout(inner, self.dropout, self.training)
        return functional.layer_norm(hidden, (width,), self.last, self.last_bias, _EPSILON)


class Teacher(nn.Module):  # type: ignore[misc] # torch is untyped here
    """Pieces in, scores of the tags of each word's first piece out. Only the pieces in `used` keep an embedding."""

    def __init__(self, encoder: Encoder, used: Sequence[int], dropout: float = 0.1) -> None:
        super().__init__()
        tensors = encoder.tensors
        self.width, self.dropout = encoder.width, dropout
        self.pieces = nn.Embedding.from_pretrained(torch.from_numpy(tensors["emb.word"][list(used)]), freeze=False)
        self.positions = nn.Parameter(torch.from_numpy(tensors["emb.pos"] + tensors["emb.type"][0]))
        self.norm = nn.Parameter(torch.from_numpy(tensors["emb.ln.w"]))
        self.norm_bias = nn.Parameter(torch.from_numpy(tensors["emb.ln.b"]))
        self.layers = nn.ModuleList(Layer(encoder, number, dropout) for number in range(encoder.layers))
        self.tags = nn.Linear(encoder.width, len(TAGS))

    def forward(self, pieces: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Scores [sentences, words, tags]; `first` [sentences, words] says where each word's first piece stands."""
        hidden = self.pieces(pieces) + self.positions[: pieces.shape[1]]
        hidden = functional.layer_norm(hidden, (self.width,), self.norm, self.norm_bias, _EPSILON)
        hidden = functional.dropout(hidden, self.dropout, self.training)
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :])
        words = hidden.gather(1, first[:, :, None].expand(-1, -1, self.width))
        return self.tags(functional.dropout(words, 2 * self.dropout, self.training))


class Pieces:
    """Cuts words into the encoder's pieces and lays sentences out as batches of the pieces that a teacher keeps."""

    def __init__(self, encoder: Encoder, words: Sequence[str]) -> None:
        self.encoder = encoder
        self.begin, self.end, self.padding, self.unknown = encoder.specials
        self.known: dict[str, list[int]] = {}
        self.used = sorted({piece for word in words for piece in self.of(word)} | set(encoder.specials))
        self.place = {piece: place for place, piece in enumerate(self.used)}

    def of(self, word: str) -> list[int]:
        """Ids of the pieces of a word; a lone punctuation mark is the mark that follows a word without a space."""
        if word not in self.known:
            lone = len(word) == 1 and not word.isalnum() and word in self.encoder.pieces
            ids = [self.encoder.pieces[word]] if lone else self.encoder.piece_ids(word)[:_LONGEST_WORD]
            self.known[word] = ids or [self.unknown]
        return self.known[word]

    def batches(
        self, sentences: Sequence[Sentence], budget: int, shuffled: random.Random | None = None
    ) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor, list[int]]]:
        """Pieces, mask, first pieces, tags (-100 where there is none) and the numbers of the batch's sentences.

        A batch holds sentences of like length, `budget` pieces or a little less with the padding.
        """
        laid: list[tuple[list[int], list[int]]] = []
        for sentence in sentences:
            ids, first = [self.place[self.begin]], []
            for word in sentence.words:
                first.append(min(len(ids), _POSITIONS - 2))
                ids += [self.place.get(piece, self.place[self.unknown]) for piece in self.of(word)]
            laid.append(([*ids[: _POSITIONS - 1], self.place[self.end]], first))
        order = list(range(len(laid)))
        if shuffled:
            shuffled.shuffle(order)
        order.sort(key=lambda number: len(laid[number][0]) + (shuffled.random() * 8 if shuffled else 0))
        groups: list[list[int]] = [[]]
        for number in order:
            if groups[-1] and (len(groups[-1]) + 1) * len(laid[number][0]) > budget:
                groups.append([])
            groups[-1].append(number)
        if shuffled:
            shuffled.shuffle(groups)
        for group in groups:
            length = max(len(laid[number][0]) for number in group)
            most = max(len(laid[number][1]) for number in group)
            pieces = np.full((len(group), length), self.place[self.padding])
            mask = np.zeros((len(group), length), bool)
            firsts = np.zeros((len(group), most), np.int64)
            tags = np.full((len(group), most), _IGNORED)
            for row, number in enumerate(group):
                ids, first = laid[number]
                pieces[row, : len(ids)] = ids
                mask[row, : len(ids)] = True
                firsts[row, : len(first)] = first
                tags[row, : len(first)] = [TAGS.index(tag) for tag in sentences[number].tags] or _IGNORED
            yield (*map(torch.from_numpy, (pieces, mask, firsts, tags)), group)


def falling_rate(optimizer: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """A rate that climbs for a tenth of the steps and then falls to nearly nothing."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )


def train_teacher(
    encoder: Encoder, pieces: Pieces, sentences: Sequence[Sentence], epochs: int, rate: float, seed: int
) -> Teacher:
    """Fine-tune every weight with AdamW; the rate climbs for a tenth of the steps and then falls to nothing."""
    torch.manual_seed(seed)
    shuffled = random.Random(seed)
    teacher = Teacher(encoder, pieces.used)
    sentences = cut(sentences)
    steps = epochs * sum(1 for _ in pieces.batches(sentences, _BATCH_PIECES, shuffled))
    body = [weights for name, weights in teacher.named_parameters() if not name.startswith("tags")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": teacher.tags.parameters(), "lr": 10 * rate}], weight_decay=0.01
    )
    schedule = falling_rate(optimizer, steps)
    started = time.monotonic()
    for epoch in range(epochs):
        teacher.train()
        total = 0.0
        for ids, mask, first, tags, _ in pieces.batches(sentences, _BATCH_PIECES, shuffled):
            scores = teacher(ids, mask, first)
            loss = functional.cross_entropy(scores.view(-1, len(TAGS)), tags.view(-1), ignore_index=_IGNORED)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"teacher, epoch {epoch + 1}: loss {total * epochs / steps:.4f}, {time.monotonic() - started:.0f} s")
    return teacher


def label(teacher: Teacher, pieces: Pieces, sentences: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
    """The teacher's probabilities [words, tags] for each sentence; none may be longer than 100 words."""
    teacher.eval()
    found: list[NDArray[np.float32]] = [np.zeros((0, len(TAGS)), np.float32)] * len(sentences)
    with torch.no_grad():
        untagged = [Sentence(list(words), []) for words in sentences]
        for ids, mask, first, _, numbers in pieces.batches(untagged, 4 * _BATCH_PIECES):
            probabilities = functional.softmax(teacher(ids, mask, first), dim=-1).numpy()
            for row, number in enumerate(numbers):
                found[number] = probabilities[row, : len(sentences[number])]
    return found
