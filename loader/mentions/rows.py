"""The rows of the registers of names: see `loader.register_rows`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from loader.register_rows import Filled, Form


@dataclass(frozen=True)
class CountryRow:
    """A foreign country by its ISO 3166-1 code; `short` is its character in 对德, 德资."""

    code: Annotated[str, Form(r"[A-Z]{2}", "two capital letters")]
    name_zh: Filled
    name_en: Filled
    short: Annotated[str, Form(r"\S?", "one character, or nothing")]
