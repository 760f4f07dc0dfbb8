"""From article files to an index: sources, extraction, the pipeline and the command line."""
