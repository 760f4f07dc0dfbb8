"""Reading around a node that hangs.

A node whose process is stopped, or whose disk no longer answers, keeps its connections open. Until the cluster throws
it out, half a minute by default, the other nodes go on asking it for its copies of the index, so that a search sent to
a sound node waits, too. Whoever waited in vain therefore asks the cluster which nodes answer, and for as long as the
cluster may take, readers prefer the copies on those.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch

Answer = TypeVar("Answer")

TRIES: Final = 4
_LOOK_SECONDS: Final = 0.5
"""How long a node may take to say that it is there."""
_HOLD_SECONDS: Final = 30.0
"""How long copies on nodes that answered are preferred: a cluster checks a node thrice, 10 s each, by default."""


class Detour:
    """Which copies of an index readers prefer, if any; shared by all threads."""

    def __init__(self, client: Elasticsearch) -> None:
        self._once = client.options(retry_on_timeout=False)
        # the node that hangs may be the one that is asked; the next one then waits for it just as long
        self._looking = client.options(request_timeout=3 * _LOOK_SECONDS, retry_on_timeout=True)
        self._lock = threading.Lock()
        self._nodes: str | None = None
        self._looked = -math.inf

    @property
    def preference(self) -> str | None:
        """The ``preference`` parameter of a reading request."""
        return self._nodes if time.monotonic() < self._looked + _HOLD_SECONDS else None

    def read(self, request: Callable[[Elasticsearch, str | None], Answer], tries: int = TRIES) -> Answer:
        """The answer to a request made with a client and a preference; made again where it is late.

        Raises:
            ConnectionTimeout: every try was late.

        """
        while True:
            begun = time.monotonic()
            try:
                return request(self._once, self.preference)
            except ConnectionTimeout:
                tries -= 1
                self._look(begun)
                if not tries:
                    raise

    def _look(self, begun: float) -> None:
        """Find out which nodes answer, unless another thread has since ``begun``."""
        with self._lock:
            if self._looked > begun:
                return
            try:
                # asked one by one by the node that gets the request; those that are late are not in the answer
                answer = self._looking.nodes.info(
                    node_id="data:true",
                    metric="_none",
                    timeout=f"{round(_LOOK_SECONDS * 1000)}ms",
                    filter_path=["_nodes.failed", "nodes.*.name"],
                ).body
            except (ApiError, TransportError):
                return  # not allowed, or nobody answers: what is tried again goes to any copy
            late = answer["_nodes"].get("failed", 0)
            self._nodes = "_prefer_nodes:" + ",".join(sorted(answer["nodes"])) if late and answer.get("nodes") else None
            self._looked = time.monotonic()
