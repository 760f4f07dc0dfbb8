"""The trained name tagger: persons, organisations and places that no gazetteer lists."""

from indexer.extract.tagger.tagger import Kind, Span, Tagger
from indexer.extract.tagger.words import Word, split

__all__ = ["Kind", "Span", "Tagger", "Word", "split"]
