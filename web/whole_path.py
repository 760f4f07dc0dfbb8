"""The ``{id:whole}`` of routes: all the rest of a path, for an article's id may hold slashes and line ends."""

from __future__ import annotations

from starlette.convertors import Convertor, register_url_convertor


class WholePath(Convertor[str]):
    """All the rest of a path as it is."""

    regex = r"[\s\S]*"  # starlette's own "path" stops at a line end

    def convert(self, value: str) -> str:
        """The value as it is."""
        return value

    def to_string(self, value: str) -> str:
        """The value as it is."""
        return value


def register() -> None:
    """Make ``whole`` known to the routes; to be called before the first of them is made."""
    register_url_convertor("whole", WholePath())
