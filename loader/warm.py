"""Imported by the process that workers are copied from: what each of them needs is loaded once."""

from __future__ import annotations

import pypinyin  # noqa: F401 - imported to be there

import loader.parts  # noqa: F401
from loader.texts.words import cut

cut("开始")
