"""Special forms of running text turned into the plain ones that are read, one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from loader.assignments.group_owners import with_groups_apart
from loader.assignments.joint_marks import with_joint_marks
from loader.assignments.standing import Standing
from loader.assignments.turned import with_tasks_first
from loader.documents.lines import whole_lines
from loader.documents.titles import lists_names, speaks_of_work, tells_other, tells_plan
from loader.report import Report
from loader.running.announced import without_announcements
from loader.running.barred_items import with_barred_items_closed
from loader.running.block_labels import BlockReader
from loader.running.bodies import with_titles_joined
from loader.running.body_lines import with_tasks_below_bodies
from loader.running.body_points import with_points_below_bodies
from loader.running.brackets_above import with_brackets_above_framed
from loader.running.bulleted import with_bullets_read
from loader.running.by_number import find_owners_by_number, with_owners_below
from loader.running.charges import read_charges
from loader.running.counted_heads import with_counted_heads
from loader.running.duties import below_heading_closed, with_duties_closed
from loader.running.glued_duties import with_glued_duties_apart
from loader.running.group_members import with_members_as_labels
from loader.running.grouped_paragraphs import with_paragraphs_closed
from loader.running.heads import with_heads_as_marks
from loader.running.keyed_labels import with_labels_joined
from loader.running.led_points import with_leaders_in_points
from loader.running.listed_duties import with_listed_duties_apart
from loader.running.lone_numbers import with_numbers_joined
from loader.running.lost_brackets import with_brackets_opened
from loader.running.measures_below import with_measures_in_items
from loader.running.moved_brackets import with_moved_brackets_apart
from loader.running.numbered_fields import with_fields_unnumbered
from loader.running.opening_brackets import with_brackets_back
from loader.running.owner_lines import with_owner_lines_closed
from loader.running.owners_above import with_owners_above_closed
from loader.running.parted_numbers import with_parted_numbers_apart
from loader.running.parts_apart import with_parts_apart
from loader.running.pledges import with_owner_above
from loader.running.prose import ProseReader
from loader.running.role_points import with_points_below_roles
from loader.running.row_points import with_rows_as_points
from loader.running.signed_owners import with_signed_owners_labelled
from loader.running.single_line import with_documents_cut
from loader.running.sub_headings import with_sub_headings_labelled
from loader.running.told_items import with_told_items_apart
from loader.running.unit_lines import with_unit_lines_labelled
from loader.source import Paragraph
from loader.texts.outline import is_title

_HEAD_LINES = 15


def titles_at_head(title: str, lines: list[Paragraph]) -> tuple[str, ...]:
    """Return the title of a document and those of its first lines that are titles."""
    return (title, *(one.text for one in lines[:_HEAD_LINES] if is_title(one.text)))


def in_plain_forms(
    paragraphs: Iterable[Paragraph],
    title: str,
    prose: ProseReader,
    standing: Standing,
    report: Report,
) -> tuple[list[Paragraph], bool]:
    """Return the lines in the forms that are read, and whether their titles are of work."""
    reader = prose.reader
    quoted = list(with_told_items_apart(with_glued_duties_apart(paragraphs, reader), reader))
    owned = with_moved_brackets_apart(with_joint_marks(quoted), reader)
    titles = titles_at_head(title, owned)
    if any(map(speaks_of_work, titles)) and not tells_other(titles):
        owned = with_signed_owners_labelled(with_barred_items_closed(owned, reader), reader)
        owned = with_brackets_above_framed(owned, reader)
    if not tells_other((title,)) and not lists_names(title):
        owned = with_owner_lines_closed(with_owners_above_closed(owned, reader), reader)
    counted = with_numbers_joined(with_parted_numbers_apart(owned), reader.registers)
    points = with_rows_as_points(with_bullets_read(counted, reader), reader.registers)
    cut = with_counted_heads(with_documents_cut(points, reader), reader)
    cut = list(with_brackets_opened(whole_lines(cut, reader.registers), reader))
    cut = with_measures_in_items(list(with_brackets_back(cut, reader)), reader)
    cut = with_paragraphs_closed(list(with_fields_unnumbered(cut, reader.registers)), reader)
    cut = list(with_parts_apart(cut, prose))
    if tells_plan(titles_at_head(title, cut)) and not tells_other((title,)):
        cut = list(with_listed_duties_apart(cut, reader))
    if any(map(speaks_of_work, titles_at_head(title, cut))):
        cut = with_points_below_roles(with_points_below_bodies(cut, reader), reader.registers)
        cut = with_tasks_below_bodies(cut, reader)
    apart = list(with_groups_apart(with_leaders_in_points(cut, reader), reader.registers))
    apart = list(with_members_as_labels(apart, reader.registers))
    apart = without_announcements(apart, reader)
    ordered = BlockReader(reader, report).in_order(apart)
    labelled = with_sub_headings_labelled(ordered, reader)
    labelled = list(with_labels_joined(labelled, reader.registers))
    marked = with_heads_as_marks(labelled, lambda one: read_charges(one, reader))
    whole, told = find_owners_by_number(marked, reader, report)
    told_before = [prose.read] * tells_plan(titles_at_head(title, whole))
    lines = with_owner_above(with_tasks_first(whole, reader, *told_before), reader)
    lines = with_owners_below(with_titles_joined(lines, reader), told)
    if tells_plan((title,)):
        lines = with_duties_closed(lines, reader, standing.placed)
    if not tells_other((title,)) and not lists_names(title):
        lines = below_heading_closed(lines, reader, standing.placed)
    titles = titles_at_head(title, lines)
    is_of_work = any(map(speaks_of_work, titles))
    assigns = is_of_work and not any(map(lists_names, titles))
    return (with_unit_lines_labelled(lines, reader) if assigns else lines), is_of_work
