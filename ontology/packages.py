"""Optional packages: imported where they are needed, and what to install if one is missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from ontology.errors import MissingPackage

EXTRAS = {
    "httpx": "notebook",
    "pandas": "notebook",
    "pyarrow": "notebook",
    "polars": "notebook",
    "networkx": "notebook",
    "matplotlib": "notebook",
    "IPython": "notebook",
    "tqdm": "notebook",
    "mcp": "mcp",
}
"""Packages and the optional extra of zhengtu that installs them."""


def require(*names: str) -> ModuleType:
    """Import the packages `names` and return the first.

    Raises MissingPackage, which says what to install.

    >>> require("json").__name__
    'json'
    """
    modules = []
    for name in names:
        try:
            modules.append(import_module(name))
        except ModuleNotFoundError as error:
            if (error.name or "").partition(".")[0] != name.partition(".")[0]:
                raise
            extra = EXTRAS.get(name.partition(".")[0], "notebook")
            message = f"this needs the package {name}: pip install 'zhengtu[{extra}]'"
            raise MissingPackage(message) from None
    return modules[0]
