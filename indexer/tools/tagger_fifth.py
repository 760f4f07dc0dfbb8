"""Steps 19 to 22 of the training: a teacher whose encoder learns, too, and students that are averaged.

19. chosen.pkl: sentences of the news and of Wikipedia in which names are likely or in doubt (tagger_choice);
    reads.pkl: what the encoder makes of them and of the labelled sentences (tagger_reading).
20. tuned0.pt: a network on top of the encoder, whose upper half learns with it (tagger_tuned); tops0.pt and tops1.pt:
    teachers that look at the encoder's states as they are. All learn from the labelled corpora.
21. fifth_silver.pkl: what they and the network of step 18 say of the chosen sentences.
22. student0.pt and more: the network of step 18 trained on with the labelled corpora and these labels, other teachers
    having another say each time; the model file: the mean of their weights.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.network import read_weights
from indexer.tools.tagger_choice import FIRST, choose
from indexer.tools.tagger_encoder import model_file, read_encoder
from indexer.tools.tagger_reading import read
from indexer.tools.tagger_silver import tagging
from indexer.tools.tagger_states import axes
from indexer.tools.tagger_student import Batcher, Example, Student, fit, probabilities
from indexer.tools.tagger_students import Course, Informed, averaged_students, halves, kept, word_table
from indexer.tools.tagger_teacher import cut
from indexer.tools.tagger_tuned import Tuned, fit_tuned, probabilities_tuned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.extract.tagger.network import Weights
    from indexer.tools.tagger_corpora import Sentence
    from indexer.tools.tagger_reading import Read
    from indexer.tools.tagger_students import Labelled

    Halves = NDArray[np.float16]
    Floats = NDArray[np.float32]

_TOPS = ((11, (9, 12), 192), (12, (6, 9), 256))  # seed, layers of the encoder and axes of the teachers that only look
_FAINT = 0.3  # share of their usual size with which the weights of the states begin
_TUNED_SEED = 21
_PORTION = 2000
_COURSES = (
    Course(seed=1, epochs=4, parts={"tuned0": 0.55, "tops0": 0.175, "tops1": 0.175, "shipped": 0.1}),
    Course(seed=2, epochs=4, parts={"tuned0": 0.75, "tops1": 0.15, "shipped": 0.1}),
    Course(seed=3, epochs=6, parts={"tuned0": 0.65, "tops0": 0.125, "tops1": 0.125, "shipped": 0.1}),
    Course(seed=4, epochs=4, parts={"tuned0": 0.8, "tops0": 0.2}),
)
#: What the tags' scores are multiplied by at the end. Students of teachers who differ, averaged, are less sure of what
#: they say than the floors and rules of the extraction expect; with this they are as sure as the network before.
_SURER = 1.15


@dataclass(frozen=True)
class Reading:
    """Labelled sentences of each domain, the chosen ones, and what the encoder makes of both."""

    labelled: Labelled
    chosen: list[list[str]]
    of_labelled: list[Read]
    of_chosen: list[Read]


def reading(work: Path, weights: Weights, labelled: Labelled, held: Sequence[Sentence]) -> Reading:
    """Step 19."""
    path = work / "chosen.pkl"
    if not path.exists():
        path.write_bytes(pickle.dumps(choose(weights, FIRST, [one.words for one in held])))
    chosen: list[list[str]] = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    path = work / "reads.pkl"
    if not path.exists():
        encoder = read_encoder(model_file())
        path.write_bytes(pickle.dumps([read(one, encoder) for one in ([s.words for _, s in labelled], chosen)]))
    of_labelled, of_chosen = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    return Reading(labelled, chosen, of_labelled, of_chosen)


def silver(work: Path, weights: Weights, known: Reading) -> dict[str, list[Halves]]:
    """Steps 20 and 21: by each teacher's name what it says of the chosen sentences."""
    path = work / "fifth_silver.pkl"
    if not path.exists():
        informed = Informed(list(dict.fromkeys(domain for domain, _ in known.labelled)))
        examples = informed.gold(known.labelled)
        asked = [informed.make(words, known.labelled[0][0]) for words in known.chosen]
        table = word_table(weights)
        found = {"shipped": halves(_shipped(weights, known.chosen))}
        for number, (seed, layers, count) in enumerate(_TOPS):
            turned = axes([one.states for one in known.of_labelled], layers, count)
            torch.manual_seed(seed)
            teacher = Student(table, dropout=0.5, side=informed.width + count)
            teacher.state_dict()["side.weight"][:, informed.width :] *= _FAINT  # the network's own numbers
            batcher = Batcher(weights.vocabulary, weights.lists, seed)
            path_of = work / f"tops{number}.pt"
            if not kept(teacher, path_of):
                fit(teacher, batcher, _told(examples, known.of_labelled, turned), epochs=7, hide=0.2, seed=seed)
                torch.save(teacher.state_dict(), path_of)
            found[f"tops{number}"] = halves(probabilities(teacher, batcher, _told(asked, known.of_chosen, turned)))
        torch.manual_seed(_TUNED_SEED)
        tuned = Tuned(read_encoder(model_file()), table, informed.width)
        batcher = Batcher(weights.vocabulary, weights.lists, _TUNED_SEED)
        if not kept(tuned, work / "tuned0.pt"):
            fit_tuned(tuned, batcher, examples, known.of_labelled, epochs=4, rate=1.5e-4, seed=_TUNED_SEED)
            torch.save(tuned.state_dict(), work / "tuned0.pt")
        found["tuned0"] = halves(probabilities_tuned(tuned, batcher, asked, known.of_chosen))
        path.write_bytes(pickle.dumps(found))
    labels: dict[str, list[Halves]] = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    return labels


def _told(examples: Sequence[Example], seen: Sequence[Read], turned: Callable[[Halves], Floats]) -> list[Example]:
    """Examples that are told the encoder's states, too."""
    return [
        replace(example, side=np.concatenate([example.side, turned(one.states)], axis=1))
        for example, one in zip(examples, seen, strict=True)
    ]


def _shipped(weights: Weights, sentences: Sequence[list[str]]) -> list[Floats]:
    tag = tagging(weights)
    portions = (sentences[start : start + _PORTION] for start in range(0, len(sentences), _PORTION))
    return [rows for portion in portions for rows in tag(portion)]


def fifth_student(
    work: Path, start: Path, labelled: Mapping[str, Sequence[Sentence]], held: Sequence[Sentence], out: Path
) -> None:
    """Steps 19 to 22: train the model file ``start`` on and write ``out``.

    ``labelled`` are the sentences to learn from by domain, the first domain being the news'; none of ``held`` is.
    """
    weights = read_weights(start)
    known = reading(work, weights, [(domain, one) for domain, own in labelled.items() for one in cut(own)], held)
    labels = silver(work, weights, known)
    averaged_students(start, work / "student", _COURSES, known.labelled, known.chosen, labels, surer=_SURER, out=out)
