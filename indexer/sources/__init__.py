"""Sources of articles: files of several formats, each read by a small reader of its own.

`find_files` walks what the user named, `read_file` yields a `RawArticle` for each good record and a `Rejection` for
each bad one. Nothing here knows an engine or the index.
"""

from indexer.sources.files import SourceFile, find_files, read_file
from indexer.sources.record import Origin, RawArticle, Rejection, raw_article

__all__ = ["Origin", "RawArticle", "Rejection", "SourceFile", "find_files", "raw_article", "read_file"]
