"""What the commands share: the option that names the index, opening it, and the corrections that go with it."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import orjson
import typer
from typer.core import TyperCommand

from indexer.sources import Rejection
from indexer.sources.encoding import text_encoding
from indexer.sources.files import READERS
from indexer.sources.standard_input import STDIN
from indexer.sources.times import TimeError, parse_time
from search.engine import SearchEngine
from search.engines import open_engine
from search.entities import NONE, Corrections, EntitiesFile
from search.errors import RequestError
from search.service import SearchService
from search.settings import Settings, entities_file, load_settings

EXIT_REJECTED: Final = 3
_MINUS_TEXT: Final = re.compile(r"-[^-0-9A-Za-z\s]")


def text_named(text: str) -> str:
    """A text of the command line; bytes that are no UTF-8 are in no index."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter("it is not UTF-8 text") from error
    return text


def index_named(text: str) -> str:
    """An index; an empty one is a variable that was not set, and not the directory here."""
    if not text.strip():
        raise typer.BadParameter("name a directory or an http(s) address")
    return text


IndexOption = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="DIR|URL",
        parser=index_named,
        help="The index: a directory, or an http(s) address. [env: FIHRIS_INDEX]",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DAY", help="Publication day of records that give none, e.g. 2016-10-24."),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Encoding of the files, e.g. windows-1256; by default UTF-8."),
]


FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="jsonl|json|csv|txt",
        help="Format of standard input (-), by default jsonl, and of files whose name does not tell it.",
    ),
]


class TextCommand(TyperCommand):
    """A command whose argument is a text that may begin with a minus sign: fihris search -بغداد."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take what begins with a minus sign and no Latin letter, digit or second minus sign for the text."""
        options = args[: args.index("--")] if "--" in args else args
        texts = [one for one in options if _MINUS_TEXT.match(one)]
        rest = [one for one in args if one not in texts]
        return super().parse_args(ctx, [*rest, *(["--"] if texts and "--" not in rest else []), *texts])


@contextmanager
def opened(index: str | None) -> Iterator[SearchEngine]:
    """The engine of the index that is named, or else set."""
    settings = load_settings()
    engine = open_engine(settings.index if index is None else index, settings)
    with closing(engine):
        yield engine


def corrections_of(index: str, settings: Settings) -> Corrections:
    """The corrections to the entities of an index, as the file says now.

    Raises:
        CorrectionsDamaged: the file cannot be read.

    """
    path = entities_file(index, settings)
    return NONE if path is None else EntitiesFile(path).read()


def service_over(engine: SearchEngine, index: str | None) -> SearchService:
    """A search service over an index with the corrections that go with it."""
    settings = load_settings()
    path = entities_file(index if index is not None else settings.index, settings)
    return SearchService(engine, entities=None if path is None else EntitiesFile(path))


def print_rejection(one: Rejection) -> None:
    """Name a record that was left out, with file, line and reason, beside what is printed."""
    place = f"{one.file}:{one.line}" if one.line else one.file
    print(f"fihris: {place}: {one.reason}", file=sys.stderr)


def print_json(value: object) -> None:
    """One line of JSON to standard output."""
    sys.stdout.buffer.write(orjson.dumps(value) + b"\n")


def published_day(text: str | None) -> dt.date | None:
    """What ``--published`` says; raises RequestError where it is no day."""
    if text is None:
        return None
    try:
        return parse_time(text)
    except TimeError as error:
        raise RequestError("--published", f"--published: {error}") from error


def path_named(text: str) -> Path:
    """A path of articles; an empty one is a variable that was not set, and not the directory here."""
    if not text:
        raise typer.BadParameter("a path is empty")
    path = Path(text)
    return path.absolute() if path == STDIN and text != str(STDIN) else path  # ./- is a file


def format_named(name: str | None) -> str:
    """The ending of files that ``--format`` names, empty without it; raises RequestError where there is no such one."""
    if name is None:
        return ""
    if (ending := f".{name.lower().removeprefix('.')}") not in READERS:
        known = ", ".join(one.removeprefix(".") for one in READERS)
        raise RequestError("--format", f"--format must be one of {known}, not {name!r}")
    return ending


def encoding_named(name: str | None) -> str | None:
    """What ``--encoding`` says; raises RequestError where there is no such encoding."""
    if name is None:
        return None
    try:
        return text_encoding(name)
    except (LookupError, ValueError) as error:
        raise RequestError(
            "--encoding", f"--encoding: there is no encoding {name!r}; examples: utf-8, windows-1256, iso-8859-6"
        ) from error
