"""Steps 16 to 18 of the training: what a pretrained encoder sees in sentences is taught to the narrow network.

16. states.pkl: the states of the encoder, as it is, at the words of the labelled sentences and of some thousand of step
    12's, those in which the most spellings of the vocabulary are met that few of the others have.
17. states0.pt and states1.pt: networks like the teachers of step 11 that also see these states, and two more kinds of
    lists (tagger_names); fourth_silver.pkl: what they say of step 12's sentences.
18. the narrow network trained on with the labelled corpora and these labels, and with the new lists.
"""

from __future__ import annotations

import pickle
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import torch  # type: ignore[import-not-found] # training only

from indexer.extract.tagger.network import read_weights
from indexer.tools.tagger_distil import Informed, gold_lessons, tagged_sentences, train_on
from indexer.tools.tagger_lists import name_lists, with_names
from indexer.tools.tagger_names import package_names
from indexer.tools.tagger_silver import covering
from indexer.tools.tagger_speech import proper_shares
from indexer.tools.tagger_states import axes, states
from indexer.tools.tagger_student import Batcher, Example, Student, fit, probabilities
from indexer.tools.tagger_vectors import news_vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from indexer.tools.tagger_corpora import Sentence
    from indexer.tools.tagger_distil import Lesson, Tagged
    from indexer.tools.tagger_states import Axes

    Floats = NDArray[np.float32]

_COURSES = ((11, (9, 12), 192), (12, (6, 9), 256))  # seed, layers of the encoder and axes of each teacher
_TEACHER_EPOCHS = 7
_PICKED = 17_492  # 450,000 words
_SHARE = 0.15  # of a spelling's places in the news, from which on it counts as a proper noun
_OLD = 0.2  # the part that step 12's labels keep in the picked sentences
_OTHERS = 4000  # sentences of step 12 that are learnt from as they were labelled then
_EPOCHS = 5
_FAINT = 0.3  # share of their usual size with which the weights of the states begin


def fourth_student(
    work: Path,
    narrow: Path,
    jars: Path,
    labelled: Mapping[str, Sequence[Sentence]],
    held: Sequence[Sentence],
    out: Path,
) -> None:
    """Steps 16 to 18: train the model file ``narrow`` on and write ``out``.

    The other arguments are those of `tagger_distil.third_student`, whose files must lie in the work folder.
    """
    domains = list(labelled)
    with_speech, news_sentences = tagged_sentences(work, jars, labelled, held)
    shares = proper_shares((one.words, one.speech) for one in news_sentences)
    chosen, by_each = pickle.loads((work / "third_silver.pkl").read_bytes())  # noqa: S301 - written by step 12
    weights = read_weights(narrow)
    proper = {spelling for spelling, share in shares.items() if share >= _SHARE}
    picked = covering([one.words for one in chosen], weights.vocabulary, proper, _PICKED)
    gold = gold_lessons(labelled, with_speech)
    path = work / "fourth_silver.pkl"
    if not path.exists():
        lists = with_names(name_lists(shares), package_names())
        found = _labels(work, lists, Informed(domains, shares), gold, [chosen[at] for at in picked])
        path.write_bytes(pickle.dumps(found))
    new = pickle.loads(path.read_bytes())  # noqa: S301 - written above

    def old(at: int) -> Floats:
        mean: Floats = np.mean([one[at] for one in by_each], axis=0, dtype=np.float32)
        return mean

    silver: list[Lesson] = []
    for at, rows in zip(picked, zip(*new, strict=True), strict=True):
        mean: Floats = np.mean(rows, axis=0, dtype=np.float32)
        silver.append((domains[0], chosen[at], (1 - _OLD) * mean + _OLD * old(at)))
    others = sorted(set(range(len(chosen))) - set(picked))
    silver += [(domains[0], chosen[at], old(at)) for at in random.Random(1).sample(others, _OTHERS)]
    lists = with_names(weights.lists, package_names())
    train_on(narrow, [*gold, *silver], lists, domains, out, epochs=_EPOCHS, dropout=0.15, hide=0.25)


def _labels(
    work: Path,
    lists: Mapping[str, int],
    informed: Informed,
    gold: Sequence[Lesson],
    asked: Sequence[Tagged],
) -> list[list[NDArray[np.float16]]]:
    """Steps 16 and 17: each teacher's probabilities of the sentences ``asked``."""
    path = work / "states.pkl"
    if not path.exists():
        sentences = [sentence.words for _, sentence, _ in gold] + [one.words for one in asked]
        path.write_bytes(pickle.dumps(states(sentences), protocol=5))
    seen = pickle.loads(path.read_bytes())  # noqa: S301 - written above
    of_gold, of_asked = seen[: len(gold)], seen[len(gold) :]
    spellings, table = news_vectors()
    domain = gold[0][0]
    found: list[list[NDArray[np.float16]]] = []
    for number, (seed, layers, count) in enumerate(_COURSES):
        turned = axes(of_gold, layers, count)

        def told(example: Example, rows: NDArray[np.float16], turned: Axes = turned) -> Example:
            return replace(example, side=np.concatenate([example.side, turned(rows)], axis=1))

        examples = [
            told(informed.make(sentence, own, targets), rows)
            for (own, sentence, targets), rows in zip(gold, of_gold, strict=True)
        ]
        torch.manual_seed(seed)
        teacher = Student(table, dropout=0.5, side=informed.width + count)
        start = teacher.state_dict()
        start["side.weight"][:, informed.width :] *= _FAINT  # the network's own numbers
        batcher = Batcher({spelling: row for row, spelling in enumerate(spellings)}, lists, seed)
        kept = work / f"states{number}.pt"
        if kept.exists():
            teacher.load_state_dict(torch.load(kept, weights_only=True))
        else:
            fit(teacher, batcher, examples, epochs=_TEACHER_EPOCHS, hide=0.2, seed=seed)
            torch.save(teacher.state_dict(), kept)
        unknown = [told(informed.make(one, domain), rows) for one, rows in zip(asked, of_asked, strict=True)]
        found.append([rows.astype(np.float16) for rows in probabilities(teacher, batcher, unknown)])
    return found
