"""From article files to an index: sources, extraction, the pipeline and the command line."""

import os

# Set before numpy loads: the name tagger's matrices are small, and many processes that each start a thread for every
# processor spend their time waiting for one another (measured: 5 times slower on two busy processors).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
