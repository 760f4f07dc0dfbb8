"""Reads the places, actors and dates out of articles' texts: `extract`, and `extract_all` for many at once."""

from indexer.extract.mentions import Extraction, Text, extract, extract_all

__all__ = ["Extraction", "Text", "extract", "extract_all"]
