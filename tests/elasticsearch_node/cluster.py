"""Real Elasticsearch nodes on this machine, for tests: started on free ports of 127.0.0.1, ended with the tests.

python -m tests.elasticsearch_node.cluster 3      # prints the addresses, runs until it is interrupted
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from tests.elasticsearch_node.build import NodesImpossibleError, built, cache_folder, java_home

HEAP: Final = "512m"
START_SECONDS: Final = 180
"""How long nodes may take to answer; about 15 s where nothing else runs."""
_ROOM: Final = 2 << 30
"""Bytes that must be free for the nodes' files to be kept in memory."""
_LOG: Final = """\
appender.console.type=Console
appender.console.name=console
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=[%d][%p][%c{1.}] %m%n
rootLogger.level=info
rootLogger.appenderRef.console.ref=console
"""


_PORTS: Final = range(15_000, 30_000)
"""Below those that outgoing connections get by themselves: one of them could take a port before the node does."""


def _free_ports(number: int) -> list[int]:
    """Different ports that nothing listens on."""
    free: list[int] = []
    while len(free) < number:
        port = random.choice(_PORTS)
        with socket.socket() as tried, suppress(OSError):
            tried.bind(("127.0.0.1", port))
            free += [port] if port not in free else []
    return free


class Node:
    """One node: a process, its two ports and its folder."""

    def __init__(self, name: str, folder: Path, http: int, transport: int) -> None:
        self.name = name
        self.folder = folder
        self.http = http
        self.transport = transport
        self.process: subprocess.Popen[bytes] | None = None
        for part in ("config", "data", "logs", "tmp"):
            (folder / part).mkdir(parents=True)
        (folder / "config" / "log4j2.properties").write_text(_LOG, encoding="utf-8")

    @property
    def address(self) -> str:
        """Where the node answers."""
        return f"http://127.0.0.1:{self.http}"

    def start(self, settings: dict[str, str], java_options: list[str], heap: str = HEAP) -> None:
        """Start the process; a node that ran before goes on with its own files."""
        build = built()
        java = java_home()
        own = {
            "path.home": build,
            "path.data": self.folder / "data",
            "path.logs": self.folder / "logs",
            "node.name": self.name,
            "http.port": self.http,
            "transport.port": self.transport,
        }
        command: list[str | Path] = [java / "bin" / "java", f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC"]
        command += java_options
        command += ["--enable-native-access=ALL-UNNAMED", "--add-modules", "jdk.incubator.vector"]
        command += [f"-Djava.io.tmpdir={self.folder / 'tmp'}", "-Des.distribution.type=tar"]
        command += [f"-Des.nativelibs.path={build / 'natives'}"]
        # of the server's native libraries only Zstandard's is there
        command += ["-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false"]
        command += ["-cp", f"{build / 'classes'}:{build / 'lib'}/*", "fihris.node.TestNode", self.folder / "config"]
        command += [f"{key}={value}" for key, value in (own | settings).items()]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)

    @property
    def log_file(self) -> Path:
        """Everything the node said, over all its lives."""
        return self.folder / "node.log"

    def log(self, lines: int = 60) -> str:
        """The end of the log."""
        text = self.log_file.read_text(encoding="utf-8", errors="replace") if self.log_file.exists() else ""
        return f"--- {self.name}\n" + "\n".join(text.splitlines()[-lines:])

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """End the node as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            if self.process.stdin is not None:
                self.process.stdin.close()

    def pause(self, *, paused: bool) -> None:
        """Stop the process without ending it, as a hanging machine would, or let it go on."""
        if self.process is not None:
            self.process.send_signal(signal.SIGSTOP if paused else signal.SIGCONT)


class Cluster:
    """Nodes that form one cluster; a context manager."""

    def __init__(
        self, nodes: int, settings: dict[str, str] | None = None, *, long_lived: bool = False, heap: str = HEAP
    ) -> None:
        self._count = nodes
        self._heap = heap
        self._settings = settings or {}
        # compiled code of the first kind is made sooner, of the second is faster: measurements need the second
        self._java = [] if long_lived else ["-XX:TieredStopAtLevel=1"]
        self._stack = ExitStack()
        self.nodes: list[Node] = []
        self.snapshots = Path()

    def __enter__(self) -> Self:
        try:
            folder = self._folder()
            self.snapshots = folder / "snapshots"
            names = [f"node{number}" for number in range(1, self._count + 1)]
            ports = iter(_free_ports(2 * self._count))
            self.nodes = [Node(name, folder / name, next(ports), next(ports)) for name in names]
            for node in self.nodes:
                self.start(node)
            self.wait(self._count)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for node in self.nodes:
            node.kill()
        self._stack.close()

    def _folder(self) -> Path:
        """A folder for this run, locked while it lasts; folders of runs that were killed are removed."""
        runs = _runs_folder()
        for old in runs.iterdir():
            _remove_unless_locked(old)
        folder = Path(tempfile.mkdtemp(dir=runs))
        lock = self._stack.enter_context((folder / "lock").open("w", encoding="utf-8"))
        fcntl.flock(lock, fcntl.LOCK_EX)
        self._stack.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder

    @property
    def addresses(self) -> str:
        """All addresses, separated by commas, as FIHRIS_INDEX takes them."""
        return ",".join(node.address for node in self.nodes)

    def start(self, node: Node) -> None:
        """Start a node of this cluster, for the first time or again."""
        node.start(
            {
                "cluster.name": f"fihris-{self.nodes[0].transport}",
                "network.host": "127.0.0.1",
                "transport.type": "netty4",
                "http.type": "netty4",
                "discovery.seed_hosts": ",".join(f"127.0.0.1:{one.transport}" for one in self.nodes),
                "cluster.initial_master_nodes": ",".join(one.name for one in self.nodes),
                "path.repo": str(self.snapshots),
                "cluster.routing.allocation.disk.threshold_enabled": "false",
                **self._settings,
            },
            self._java,
            self._heap,
        )

    def get(self, path: str, timeout: float = 5) -> Any:
        """The JSON that a path answers, from the first node that does."""
        for node in self.nodes:
            try:
                with urllib.request.urlopen(f"{node.address}{path}", timeout=timeout) as answer:  # noqa: S310 - ours
                    return json.load(answer)
            except (OSError, urllib.error.URLError, ValueError):
                continue
        return None

    def master(self) -> Node:
        """The elected master."""
        identity = self.get("/_cluster/state/master_node")["master_node"]
        name = self.get("/_nodes/_all/none")["nodes"][identity]["name"]
        return next(node for node in self.nodes if node.name == name)

    def wait(self, nodes: int, status: str | None = None, seconds: float = START_SECONDS) -> None:
        """Wait until so many nodes are together, with at least that health.

        Raises:
            NodesImpossibleError: with the logs, if they are not in time.

        """
        end = time.monotonic() + seconds
        wanted = f"&wait_for_status={status}" if status else ""
        while time.monotonic() < end:
            health = self.get(f"/_cluster/health?timeout=1s&wait_for_nodes={nodes}{wanted}")
            if health is not None and health["number_of_nodes"] == nodes and not health["timed_out"]:
                return
            if sum(node.running for node in self.nodes) < nodes:
                break
            time.sleep(0.2)
        raise NodesImpossibleError(
            f"{nodes} nodes are not together after {seconds:.0f} s:\n{''.join(node.log() for node in self.nodes)}"
        )


def _runs_folder() -> Path:
    """In memory where there is room: tests make many small indexes, and each is synced to disk several times."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it, readable by this user alone
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    runs = memory / f"fihris-elasticsearch-{os.getuid()}" if roomy else cache_folder() / "runs"
    runs.mkdir(parents=True, exist_ok=True, mode=0o700)
    return runs


def _remove_unless_locked(folder: Path) -> None:
    try:
        with (folder / "lock").open("a", encoding="utf-8") as lock:
            fcntl.flock(_as_file(lock), fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return  # another run is in it, or it is gone already


def _as_file(lock: IO[str]) -> int:
    return lock.fileno()


def main() -> None:
    """Run a cluster until interrupted."""
    with Cluster(int(sys.argv[1]) if len(sys.argv) > 1 else 1) as cluster:
        print(f"FIHRIS_INDEX={cluster.addresses}", flush=True)  # noqa: T201 - what the command is for
        try:
            signal.pause()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
