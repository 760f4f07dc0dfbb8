"""Reads the places, actors and dates out of an article's text: `extract`."""

from indexer.extract.mentions import Extraction, extract

__all__ = ["Extraction", "extract"]
