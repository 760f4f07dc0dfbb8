"""Steps 23 to 25 of the training: teachers of which more learns, more sentences, and students that are averaged again.

23. more.pkl: the sentences of step 19 and others, of the other two thirds of the news and of Wikipedia (tagger_choice).
24. whole.pt: a teacher like that of step 20 whose encoder learns from its first layer on; bert.pt: one above another
    encoder, multilingual BERT (tagger_bert), whose upper half learns. sixth_silver.pkl: what they say of the sentences.
25. sixth0.pt and more: the network of step 22 trained on with the labelled corpora and these labels; the model file:
    the mean of their weights.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.network import read_weights
from indexer.tools.tagger_bert import read_bert
from indexer.tools.tagger_choice import FIRST, SECOND, THIRD, choose
from indexer.tools.tagger_encoder import model_file, read_encoder
from indexer.tools.tagger_reading import read
from indexer.tools.tagger_student import Batcher
from indexer.tools.tagger_students import Course, Informed, averaged_students, halves, kept, word_table
from indexer.tools.tagger_teacher import cut
from indexer.tools.tagger_tuned import Tuned, fit_tuned, probabilities_tuned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from indexer.extract.tagger.network import Weights
    from indexer.tools.tagger_corpora import Sentence
    from indexer.tools.tagger_encoder import Encoder
    from indexer.tools.tagger_students import Labelled

    Halves = NDArray[np.float16]

_PORTION = 2000  # sentences that are read and labelled at once: what an encoder makes of them takes much memory


@dataclass(frozen=True)
class _Teacher:
    """How a teacher is trained: on which encoder, and how many of its layers stay as they are."""

    bert: bool
    below: int
    seed: int
    epochs: int
    rate: float


_TEACHERS: Mapping[str, _Teacher] = {
    "whole": _Teacher(bert=False, below=0, seed=22, epochs=4, rate=1.2e-4),
    "bert": _Teacher(bert=True, below=6, seed=31, epochs=3, rate=7e-5),
}
_EVEN = {"whole": 0.5, "bert": 0.5}
_MORE_BERT = {"whole": 0.4, "bert": 0.6}
_COURSES = tuple(
    Course(seed=seed, epochs=8, rate=2e-3, parts=parts)
    for seed, parts in enumerate((_EVEN, _MORE_BERT, _EVEN, _MORE_BERT), start=1)
)
_SURER = 1.1  # what the tags' scores are multiplied by at the end; the facets chose it


def _taught_by(
    work: Path, name: str, plan: _Teacher, encoder: Encoder, weights: Weights, labelled: Labelled
) -> tuple[Tuned, Batcher, Informed]:
    """A teacher that has learnt, kept in the work folder, and what makes its inputs."""
    informed = Informed(list(dict.fromkeys(domain for domain, _ in labelled)))
    torch.manual_seed(plan.seed)
    teacher = Tuned(encoder, word_table(weights), informed.width, plan.below)
    batcher = Batcher(weights.vocabulary, weights.lists, plan.seed)
    path = work / f"{name}.pt"
    if not kept(teacher, path):
        seen = read([one.words for _, one in labelled], encoder, plan.below, ())
        fit_tuned(teacher, batcher, informed.gold(labelled), seen, epochs=plan.epochs, rate=plan.rate, seed=plan.seed)
        torch.save(teacher.state_dict(), path)
    return teacher, batcher, informed


def silver(
    work: Path, jars: Path, weights: Weights, labelled: Labelled, sentences: Sequence[list[str]]
) -> dict[str, list[Halves]]:
    """Step 24: by each teacher's name what it says of the sentences."""
    path = work / "sixth_silver.pkl"
    if not path.exists():
        found: dict[str, list[Halves]] = {}
        for name, plan in _TEACHERS.items():
            encoder = read_bert(jars) if plan.bert else read_encoder(model_file())
            teacher, batcher, informed = _taught_by(work, name, plan, encoder, weights, labelled)
            found[name] = []
            for start in range(0, len(sentences), _PORTION):
                portion = sentences[start : start + _PORTION]
                asked = [informed.make(words, labelled[0][0]) for words in portion]
                seen = read(portion, encoder, plan.below, ())
                found[name] += halves(probabilities_tuned(teacher, batcher, asked, seen))
        path.write_bytes(pickle.dumps(found))
    labels: dict[str, list[Halves]] = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    return labels


def sixth_student(
    work: Path,
    start: Path,
    jars: Path,
    labelled: Mapping[str, Sequence[Sentence]],
    held: Sequence[Sentence],
    out: Path,
) -> None:
    """Steps 23 to 25: train the model file ``start`` on and write ``out``.

    ``jars`` is the folder with the jar of multilingual BERT; ``labelled`` are the sentences to learn from by domain,
    the first domain being the news'; none of ``held`` is. The sentences of step 19 are chosen anew where the work
    folder lacks them.
    """
    weights = read_weights(start)
    path = work / "more.pkl"
    if not path.exists():
        chosen: list[list[str]] = []
        if (work / "chosen.pkl").exists():
            chosen = pickle.loads((work / "chosen.pkl").read_bytes())  # noqa: S301 - written by step 19
        for choice in (SECOND, THIRD) if chosen else (FIRST, SECOND, THIRD):
            chosen += choose(weights, choice, [*(one.words for one in held), *chosen])
        path.write_bytes(pickle.dumps(chosen))
    sentences: list[list[str]] = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    known = [(domain, one) for domain, own in labelled.items() for one in cut(own)]
    labels = silver(work, jars, weights, known, sentences)
    averaged_students(start, work / "sixth", _COURSES, known, sentences, labels, surer=_SURER, out=out)
