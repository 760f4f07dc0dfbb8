"""Builds what a test node runs from: the server's jars from Maven, our three small classes, a module folder each.

The result is kept in a cache folder of the user, under a name made from the sources, and is built once::

    CACHE/fihris/elasticsearch-node/HASH/
        lib/*.jar                     the server, on the class path
        classes/                      fihris.node
        modules/transport-netty4/     its HTTP and node transport, with a class loader of its own
        modules/fihris-analysis/      fihris.analysis
        natives/libzstd.so            a copy of the system's
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

SOURCES: Final = Path(__file__).parent
_NETTY: Final = ("netty-", "transport-netty4-", "elasticsearch-ssl-config-")
"""Jars that belong to the transport's module: on the class path they would not find their plugin's loader."""
_LEAST_JAVA: Final = 21
_LIBRARIES: Final = tuple(
    f"{root}/{folder}"
    for root in ("/usr/lib", "/lib")
    for folder in (f"{os.uname().machine}-linux-gnu", "", "../lib64")
)
"""Where systems keep their libraries."""


class NodesImpossibleError(Exception):
    """No node can be built or started on this machine; the message says what is missing."""


def java_home() -> Path:
    """The newest JDK of at least `_LEAST_JAVA` with a compiler: JAVA_HOME, of ``java`` on the path, or installed.

    Raises:
        NodesImpossibleError: there is none.

    """
    found = shutil.which("javac")
    installed = Path("/usr/lib/jvm")
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += [Path(found).resolve().parent.parent] if found else []
    homes += sorted(installed.iterdir()) if installed.is_dir() else []
    versions = {home: _java_version(home) for home in homes if (home / "bin" / "javac").exists()}
    best = max(versions, key=lambda home: versions[home], default=None)
    if best is None or versions[best] < _LEAST_JAVA:
        raise NodesImpossibleError(f"there is no JDK {_LEAST_JAVA} or newer (set JAVA_HOME)")
    return best


def _java_version(home: Path) -> int:
    """``JAVA_VERSION="25.0.1"`` in the file ``release`` of every JDK → 25; 0 where it cannot be told."""
    try:
        version = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return 0
    return int(version[1]) if version else 0


def cache_folder() -> Path:
    """Where builds are kept: below XDG_CACHE_HOME, by default ``~/.cache``."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "fihris" / "elasticsearch-node"


def elasticsearch_version() -> str:
    """The version that pom.xml names."""
    found = re.search(r"<elasticsearch\.version>(.+?)<", (SOURCES / "pom.xml").read_text(encoding="utf-8"))
    if found is None:
        raise NodesImpossibleError("pom.xml names no version of Elasticsearch")
    return found[1]


def built() -> Path:
    """The folder of the build, made first where it is not there yet.

    Raises:
        NodesImpossibleError: Maven or a JDK is missing, or the build failed.

    """
    files = sorted([*SOURCES.rglob("*.java"), SOURCES / "pom.xml", Path(__file__)])
    name = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / name
    with (cache / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test runs at once build it once
        if not target.is_dir():
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                _build(Path(folder) / "build")
                (Path(folder) / "build").rename(target)
    return target


def _build(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NodesImpossibleError("Maven (mvn) is not installed")
    java = java_home()
    netty = folder / "modules" / "transport-netty4"
    library = folder / "lib"
    netty.mkdir(parents=True)
    copying = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={library}"]
    _run([maven, "-q", "-B", "-f", SOURCES / "pom.xml", *copying])
    for jar in library.iterdir():
        if jar.name.startswith(_NETTY):
            jar.rename(netty / jar.name)
    _describe(netty, "org.elasticsearch.transport.netty4.Netty4Plugin")
    _compile(java, library, SOURCES / "java" / "fihris" / "node", folder / "classes")
    analysis = folder / "modules" / "fihris-analysis"
    analysis.mkdir()
    _compile(java, library, SOURCES / "java" / "fihris" / "analysis", folder / "analysis")
    _run([java / "bin" / "jar", "cf", analysis / "analysis.jar", "-C", folder / "analysis", "."])
    _describe(analysis, "fihris.analysis.LanguageAnalysis")
    (folder / "plugins").mkdir()
    natives = folder / "natives"
    natives.mkdir()
    shutil.copyfile(_zstd(), natives / "libzstd.so")


def _zstd() -> Path:
    """The system's library of Zstandard: the server compresses stored articles with it and does not bring it itself."""
    found = next((file for folder in _LIBRARIES for file in sorted(Path(folder).glob("libzstd.so.1"))), None)
    if found is None:
        raise NodesImpossibleError("the library libzstd.so.1 is not installed")
    return found


def _compile(java: Path, library: Path, sources: Path, classes: Path) -> None:
    path = os.pathsep.join(map(str, library.glob("*.jar")))
    files = sorted(sources.glob("*.java"))
    _run([java / "bin" / "javac", "--release", str(_LEAST_JAVA), "-cp", path, "-d", classes, *files])


def _describe(module: Path, plugin: str) -> None:
    """Write what the server reads about a module before it loads it."""
    version = elasticsearch_version()
    entries = {
        "name": module.name,
        "description": module.name,
        "version": version,
        "elasticsearch.version": version,
        "java.version": str(_LEAST_JAVA),
        "classname": plugin,
    }
    text = "".join(f"{key}={value}\n" for key, value in entries.items())
    (module / "plugin-descriptor.properties").write_text(text, encoding="utf-8")


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NodesImpossibleError(f"{Path(command[0]).name} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
