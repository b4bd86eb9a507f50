"""Someone who opens the address in a browser sees what is here, and every link works."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from queries.catalogue import catalogue

VOID = {"meta", "input", "br", "link"}


class Page(HTMLParser):
    """Reads links, forms and elements; an element that is not closed is an error."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[str] = []
        self.names: list[str] = []
        self.assets: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if tag == "a":
            self.links.append(given["href"])
        if tag == "form":
            self.forms.append(given["action"])
        if "name" in given and tag in ("input", "textarea"):
            self.names.append(given["name"])
        self.assets += [given["src"]] if "src" in given else []
        self.assets += [given["href"]] if tag == "link" else []

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> Page:
    answer = client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def test_every_link_works(client: httpx.Client, page: Page) -> None:
    assert len(page.links) > 30
    statuses = {link: client.get(link).status_code for link in page.links}
    assert {link: status for link, status in statuses.items() if status != 200} == {}


def test_the_page_lists_every_question_and_document(page: Page, snapshot_id: str) -> None:
    linked = {link.partition("?")[0] for link in page.links}
    assert {f"/api/questions/{name}" for name in catalogue()} <= linked
    assert "/id/doc/320585/tzf-2018-3" in linked
    assert "taizhengfa-2018-3.txt" in page.text
    assert snapshot_id in page.text


def test_the_forms_ask_what_the_server_answers(client: httpx.Client, page: Page) -> None:
    assert page.forms == ["/api/search", "/sparql"]
    assert page.names == ["q", "query"]
    assert client.get("/api/search", params={"q": "黑臭河道"}).json()["total"] > 0
    query = "SELECT ?name" + page.text.partition("SELECT ?name")[2].partition("LIMIT 10")[0]
    answer = client.get("/sparql", params={"query": query + "LIMIT 10"})
    assert len(answer.json()["results"]["bindings"]) == 10


def test_nothing_is_loaded_from_elsewhere(page: Page) -> None:
    assert page.assets
    assert all(address.startswith("/assets/") for address in page.assets)


def test_a_file_name_is_shown_as_text(
    tmp_path: Path,
    load_lean: Callable[..., str],
    serving: Callable[..., object],
    invent: Callable[..., str],
) -> None:
    document = tmp_path / "<b>a'&\"$x<script>.txt"
    document.write_text(invent(), encoding="utf-8")
    load_lean(tmp_path / "home", str(document))
    with serving(tmp_path / "home") as url:  # type: ignore[attr-defined]
        answer = httpx.get(f"{url}/", trust_env=False)
    assert document.name in Page(answer.text).text
    assert "<b>" not in answer.text


def test_the_form_on_the_page_shows_a_table(client: httpx.Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    words = '("<b>1 & 2</b>" AS ?words)'
    query = f"SELECT ?agency {words} {{ ?agency a zt:Agency }} ORDER BY ?agency LIMIT 3"
    page = client.get("/sparql", params={"query": query}, headers=browser).text
    assert page.count("<tr>") == 4
    assert page.count("<a href='/id/agency/") == 3
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in page
    assert "<b>" not in page
