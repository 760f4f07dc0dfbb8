"""Commands that build what ships: gazetteers, word lists, the tagger's model. None runs in production."""
