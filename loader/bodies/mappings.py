"""The curated surfaces as a mapping set in SSSOM/TSV, for those who match names elsewhere.

The format is https://mapping-commons.github.io/sssom/spec-formats-tsv: a block of metadata in
YAML, then a table. A surface is no entity, so its type is `rdfs literal`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from loader.bodies.agents import Directory
from loader.registers.divisions import COUNTRY
from loader.registers.registers import Registers
from loader.registers.rows import CorrectionRow
from ontology import ids

COLUMNS = (
    "subject_label",
    "subject_type",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "subject_source",
    "comment",
)
_CURATED = "semapv:ManualMappingCuration"


def sssom_tsv(registers: Registers, base_iri: str) -> str:
    """Return all surfaces that registers give to bodies, as one SSSOM/TSV text."""
    text = io.StringIO()
    for line in _metadata(registers, base_iri):
        text.write(f"#{line}\n")
    writer = csv.DictWriter(text, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(registers))
    return text.getvalue()


def _metadata(registers: Registers, base_iri: str) -> Iterator[str]:
    version = registers.fingerprint()
    yield f'mapping_set_id: "{base_iri}mappings/{version[:16]}"'
    yield f'mapping_set_version: "{version}"'
    yield 'mapping_set_title: "Names of Chinese public bodies as documents print them"'
    yield 'license: "https://www.apache.org/licenses/LICENSE-2.0"'
    yield "curie_map:"
    yield f'  zhengtu: "{base_iri}id/"'
    yield '  place: "' + base_iri + 'id/place/"'


def _rows(registers: Registers) -> Iterator[dict[str, str]]:
    names = {f"agency:{row.key}": row.name_zh for row in registers.agencies}
    names |= {f"group:{row.key}": row.label_zh for row in registers.groups}
    for surface in registers.surfaces:
        row = _row(surface.as_written, surface.agent, names, surface.confidence)
        yield {**row, "subject_source": f"place:{surface.code}"}
    for form in registers.national_forms:
        row = _row(form.form, f"agency:{form.agency}", names, form.confidence)
        yield {**row, "comment": f"scope: {form.scope}"}
    for correction in registers.corrections.values():
        if correction.field == "unit":
            yield _corrected(correction, registers)


def _corrected(correction: CorrectionRow, registers: Registers) -> dict[str, str]:
    """Return what a correction gives to a surface, in the place of its document or anywhere."""
    directory = Directory(registers, correction.document or COUNTRY, _NOW)
    agent = directory.body(correction.as_written)
    iri = agent.iri.value.removeprefix(ids.ID)
    return {
        **_mapping(correction.as_written, iri, agent.name, correction.certainty),
        "author_label": correction.by,
        "mapping_date": correction.date,
        "subject_source": f"place:{correction.document}" if correction.document else "",
        "comment": correction.reason,
    }


_NOW = 2025


def _row(surface: str, agent: str, names: dict[str, str], confidence: str) -> dict[str, str]:
    iri = ids.agent(agent).value.removeprefix(ids.ID)
    return _mapping(surface, iri, names[agent], confidence)


def _mapping(surface: str, iri: str, name: str, confidence: str) -> dict[str, str]:
    return {
        "subject_label": surface,
        "subject_type": "rdfs literal",
        "predicate_id": "skos:exactMatch",
        "object_id": f"zhengtu:{iri}",
        "object_label": name,
        "mapping_justification": _CURATED,
        "confidence": confidence,
    }
