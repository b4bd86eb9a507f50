"""Small pages about one thing, for the windows of a reconciliation client."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib.resources import files
from string import Template

from fastapi.responses import HTMLResponse

from graph.reconciliation.identities import Identity, Value
from graph.reconciliation.index import TypeEntry
from graph.reconciliation.properties import BY_ID, Property

WIDTH, HEIGHT = 430, 300
"""Pixels of the frame in which a preview is shown."""
_SHOWN_VALUES = 5
_STYLE = """
body { font: 14px/1.4 sans-serif; margin: 8px; }
h1 { font-size: 16px; margin: 0; }
p { margin: 2px 0 6px; color: #555; }
th { text-align: left; vertical-align: top; padding-right: 10px; white-space: nowrap; }
"""


def preview_page(identity: Identity, address: str) -> HTMLResponse:
    """Return the page about `identity`; `address` is where all of it is.

    The policy lets nothing run and nothing load, wherever the page is framed.
    """
    template = Template(files("api.reconciliation").joinpath("preview.html").read_text("utf-8"))
    page = template.substitute(
        title=escape(identity.label),
        style=_STYLE,
        facts=facts(identity),
        address=escape(address, quote=True),
        id=escape(identity.id),
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": _policy()})


def facts(identity: Identity) -> str:
    """Return the name, the description and the values of `identity` as HTML."""
    rows = "".join(
        f"<tr><th>{escape(BY_ID[name].name)}</th><td>{_cell(values)}</td></tr>"
        for name, values in identity.values.items()
        if name != "name" and name in BY_ID
    )
    head = f"<h1>{escape(identity.label)}</h1><p>{escape(identity.description)}</p>"
    return f"{head}<table>{rows}</table>"


def type_facts(entry: TypeEntry) -> str:
    """Return the names of a type and how many members it has as HTML."""
    return f"<p>{escape(entry.type.name)} · {escape(entry.type.name_en)} ({entry.count})</p>"


def property_facts(property_: Property) -> str:
    """Return the names of a property as HTML."""
    return f"<p>{escape(property_.name)} · {escape(property_.name_en)}</p>"


def _cell(values: list[Value]) -> str:
    words = [str(value.get("name") or next(iter(value.values()))) for value in values]
    more = f" … ({len(words)})" if len(words) > _SHOWN_VALUES else ""
    return escape("、".join(words[:_SHOWN_VALUES]) + more)


def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
