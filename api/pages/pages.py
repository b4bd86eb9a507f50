"""The first page: what is here, for someone who opens the address in a browser."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.state import Opened
from graph.storage.snapshot import Snapshot
from queries.catalogue import Question, catalogue

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def first_page(opened: Opened) -> str:
    """Show the documents of the snapshot and the questions that can be asked."""
    template = Template(files("api.pages").joinpath("first_page.html").read_text("utf-8"))
    questions = "\n".join(_question_row(question) for question in catalogue().values())
    return template.substitute(
        snapshot=escape(opened.snapshot.id),
        quads=f"{opened.snapshot.manifest['counts']['quads']:,}",
        documents=_documents(opened.snapshot),
        questions=questions,
    )


def table_page(title: str, columns: list[str], rows: list[list[str]], snapshot: Snapshot) -> str:
    """Return an answer as a page for a browser; identifiers of the graph are links."""
    template = Template(files("api.pages").joinpath("table_page.html").read_text("utf-8"))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "\n".join(_row(row, snapshot) for row in rows)
    count = f"{len(rows)} rows"
    return template.substitute(title=escape(title), head=head, body=body, count=count)


def _row(cells: list[str], snapshot: Snapshot) -> str:
    return f"<tr>{''.join(f'<td>{_cell(cell, snapshot)}</td>' for cell in cells)}</tr>"


def _cell(text: str, snapshot: Snapshot) -> str:
    if text.startswith(f"{snapshot.base_iri}id/"):
        shown = escape(text.removeprefix(f"{snapshot.base_iri}id/"))
        return f"<a href='{_path(text, snapshot)}'>{shown}</a>"
    return escape(text)


def _documents(snapshot: Snapshot) -> str:
    entries = snapshot.manifest["documents"]
    rows = (
        f"<li><a href='{_path(entry['iri'], snapshot)}'>{escape(entry['file'])}</a>: "
        f"{_counted(entry['counts'])}</li>"
        for entry in entries
    )
    return "\n".join(rows)


def _counted(counts: dict[str, int]) -> str:
    found = f"{counts['items']} work items, {counts['assignments']} assignments"
    return f"{counts['provisions']} provisions, {found}" if "provisions" in counts else found


def _path(iri: str, snapshot: Snapshot) -> str:
    return escape("/" + iri.removeprefix(snapshot.base_iri), quote=True)


def _question_row(question: Question) -> str:
    query = f"?{urlencode(question.examples)}" if question.examples else ""
    address = escape(f"/api/questions/{question.name}{query}", quote=True)
    title = f"{escape(question.title_zh)}<br><small>{escape(question.title_en)}</small>"
    return f"<tr><td><a href='{address}'>{question.name}</a></td><td>{title}</td></tr>"
