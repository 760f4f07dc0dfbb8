"""The trained name tagger: persons, organisations and places that no gazetteer lists."""

from indexer.extract.tagger.numbering import Numbering
from indexer.extract.tagger.tagger import SURE, Kind, Span, Tagger
from indexer.extract.tagger.words import LINE_END, Word, sentences_of, split, words_of

__all__ = ["LINE_END", "SURE", "Kind", "Numbering", "Span", "Tagger", "Word", "sentences_of", "split", "words_of"]
