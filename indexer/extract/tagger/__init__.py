"""The trained name tagger: persons, organisations and places that no gazetteer lists."""

from indexer.extract.tagger.tagger import SURE, Kind, Span, Tagger
from indexer.extract.tagger.words import Word, sentences_of, split, words_of

__all__ = ["SURE", "Kind", "Span", "Tagger", "Word", "sentences_of", "split", "words_of"]
