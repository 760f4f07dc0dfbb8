"""Arabic analysis: folding, tokenizing, and the three tiers of terms.

`fold` gives the one spelling under which variants meet, `words` the words of a text with their offsets, and `Analyzer`
the terms that are indexed and searched. Offsets are always code points of the original text.
"""

from search.analysis.analyzer import TIERS, Analyzer, Tier, TierTerms, Token, default_analyzer
from search.analysis.clitics import clitic_splits, proclitic_splits
from search.analysis.folding import fold, fold_with_offsets, written
from search.analysis.lexicon import Lexicon, load_lexicon
from search.analysis.tokenizer import Word, words

__all__ = [
    "TIERS",
    "Analyzer",
    "Lexicon",
    "Tier",
    "TierTerms",
    "Token",
    "Word",
    "clitic_splits",
    "default_analyzer",
    "fold",
    "fold_with_offsets",
    "load_lexicon",
    "proclitic_splits",
    "words",
    "written",
]
