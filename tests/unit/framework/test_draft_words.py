"""What the checker says, in words."""

from squad.framework.drafts.messages import FLAWS, KINDS, PARTS
from squad.framework.rules.document import Flaw, parse, read_folder
from squad.framework.rules.document.diffing import Kind
from squad.framework.rules.document.entries import entries_of
from squad.resources import SEED_DATA


def test_every_flaw_and_every_kind_of_change_has_a_sentence():
    assert set(FLAWS) == set(Flaw)
    assert set(KINDS) == set(Kind)


def test_every_part_of_a_document_has_a_name():
    shipped = parse(read_folder(SEED_DATA / "framework"))
    assert {place.part for place in entries_of(shipped)} == set(PARTS)
