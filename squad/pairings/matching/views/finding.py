"""The programme that a page of matching is about."""

from typing import Any

from flask import abort

from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.programmes.queries import find_programme_for, subject_of


def found_programme(programme_id: int) -> Any:
    """The programme, for whoever proposes its pairings; others are refused, or find none."""
    programme = find_programme_for(viewer(), programme_id) or abort(404)
    demand(viewer(), Permission.PROPOSE_PAIRING, subject_of(programme))
    return programme
