"""The framework in the database."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.actions import load_document, load_shipped
from squad.framework.models import FrameworkVersion
from squad.framework.queries import get_document, get_framework
from squad.framework.rules.model import Area
from squad.kernel.errors import DomainError
from squad.pairings.rules.states import PairingState


def test_the_shipped_framework_is_stored_once(app):
    with unit_of_work():
        first = load_shipped().id
    with unit_of_work():
        second = load_shipped().id
    assert first == second
    assert session.scalar(select(func.count()).select_from(FrameworkVersion)) == 1
    assert session.scalars(select(AuditEvent.name)).all() == ["framework_loaded"]


def test_what_is_stored_is_read_back_whole(make):
    version = make.framework()
    framework = get_framework(version.id)
    assert framework.version == version.code
    assert set(framework.areas) == set(Area)
    assert framework.milestones["conversing-2b"].text["fr"].startswith("A ")
    assert set(get_document(version.id).openers) == set(framework.purposes)


def test_a_changed_document_under_a_stored_version_is_refused(make):
    version = make.framework()
    document = get_document(version.id)
    fewer = dict(list(document.framework.milestones.items())[1:])
    changed = replace(document, framework=replace(document.framework, milestones=fewer))
    with pytest.raises(DomainError, match="framework_changed"), unit_of_work():
        load_document(document=changed)
    assert session.scalar(select(func.count()).select_from(FrameworkVersion)) == 1


def test_the_factories_make_every_state(make):
    pairings = {s.value: make.pairing(state=s, mentee=make.person()) for s in PairingState}
    assert pairings["active"].state == "active"
    assert pairings["ended"].ended_on is not None
