"""Importing this module loads what every article needs: lexicon, gazetteer, tagger and analysis.

The process that workers are forked from imports it before the first of them: it is loaded once, and workers share the
memory of what they do not change.
"""

from __future__ import annotations

import gc
from contextlib import suppress

from indexer.pipeline import documents
from indexer.sources import RawArticle

gc.disable()  # nearly all that is made from here on stays
with suppress(Exception):  # what fails here fails again in a worker, which says so
    documents([RawArticle("", "", "")])
gc.collect()
gc.freeze()  # looking for garbage writes to every object that is looked at, and so makes it each worker's own
gc.enable()
