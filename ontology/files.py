"""The Turtle files of this package, readable from a checkout and from an installed wheel alike."""

from importlib.resources import files

TURTLE_FILES = ("shapes.ttl", "themes.ttl", "zhengtu.ttl")


def read_turtle(name: str) -> str:
    """Return the text of one of TURTLE_FILES, such as `zhengtu.ttl`.

    Raises FileNotFoundError for any other name, so a caller can never read outside the package.

    >>> read_turtle("zhengtu.ttl").startswith("@prefix zt:")
    True
    """
    if name not in TURTLE_FILES:
        raise FileNotFoundError(f"no ontology file {name!r}, only {list(TURTLE_FILES)}")
    return files("ontology").joinpath(name).read_text(encoding="utf-8")
