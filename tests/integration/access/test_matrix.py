"""Real requests for every cell of the matrix; the matrix, the stamps and the routes agree."""

from contextlib import ExitStack, closing

import pytest
from sqlalchemy import select

from squad.access.permissions import Permission
from squad.db.session import session
from squad.files.models import WaitingUpload
from squad.web.cli import list_endpoints
from tests.integration.access.bodies import REFUSED_ALL_THE_SAME, body_of, prepare, send
from tests.integration.access.matrix import DOUBLE, EVERYBODY, MATRIX
from tests.integration.access.stamps import STAMPS
from tests.integration.access.world import PURPOSES, Beginning, World


def test_the_matrix_names_every_endpoint(sqlite_app):
    with sqlite_app.app_context():
        assert {row["endpoint"] for row in list_endpoints()} == set(MATRIX)


def test_every_endpoint_declares_what_is_written_down(sqlite_app):
    with sqlite_app.app_context():
        assert {row["endpoint"]: row["access"] for row in list_endpoints()} == STAMPS


def test_every_permission_guards_something():
    assert set(STAMPS.values()) - {"public", "signed_in"} == set(Permission)


SIGNS = {401: "s", 403: "-", 404: "?"}


def outcome(page):
    if page.status == 303 and page.location.startswith("/sign-in?"):
        return "s"
    assert page.status < 500, page.visitor.mishaps
    return SIGNS.get(page.status, "y")


@pytest.fixture
def world_of(app, make):
    def build(*, double=False):
        world = World(app, make, double=double)
        world.visitor("E")
        return world

    return build


@pytest.fixture
def beginning_of():
    with ExitStack() as stack:
        yield lambda world: stack.enter_context(closing(Beginning(world)))


def cells_of(endpoint, *, double):
    """The columns to ask in this world: those who hold two roles at once have one of their own."""
    cells = zip(EVERYBODY, MATRIX[endpoint], strict=True)
    return [(who, expected) for who, expected in cells if (who in DOUBLE) is double]


def endpoints(method):
    return [row["endpoint"] for row in list_endpoints() if method in row["methods"]]


@pytest.mark.parametrize("double", [False, True])
def test_every_page_answers_as_the_matrix_says(app, world_of, double):
    world, wrong = world_of(double=double), []
    for endpoint in endpoints("GET"):
        for who, expected in cells_of(endpoint, double=double):
            visitor = world.visitor(who)
            page = visitor.get_path(visitor.url(endpoint, **world.arguments(endpoint)), status=None)
            if outcome(page) != expected:
                wrong.append(f"GET {endpoint} {who}: {page.status}, matrix says {expected}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("double", [False, True])
def test_every_form_answers_as_the_matrix_says(app, world_of, beginning_of, double):
    """Each post is valid: where the matrix says y, it is carried out, and taken back."""
    world, wrong, touched = world_of(double=double), [], False
    beginning = beginning_of(world)
    for endpoint in endpoints("POST"):
        if touched:
            beginning.put_back()
        prepare(endpoint, world)
        body, touched = body_of(endpoint, world), True
        for who, expected in cells_of(endpoint, double=double):
            page = send(endpoint, world, who, body)
            served = outcome(page)
            done = page.status < 400 or page.status == REFUSED_ALL_THE_SAME.get(endpoint)
            if served != expected or (served == "y" and not done):
                wrong.append(
                    f"POST {endpoint} {who}: {page.status}, matrix says {expected} {page.errors}"
                )
            if served == "y":
                beginning.put_back()
                prepare(endpoint, world)
                body = body_of(endpoint, world)
    assert not wrong, "\n".join(wrong)


def test_nobody_cancels_the_upload_of_another(world_of):
    world = world_of()
    for who, slice_ in (("c", "roster"), ("A", "roster"), ("c", "pairings"), ("M", "sessions")):
        endpoint = f"{slice_}_import.cancel_import"
        world.visitor(who).post(endpoint, **world.arguments(endpoint))
    kept = select(WaitingUpload.purpose).where(WaitingUpload.settled_at.is_(None))
    assert set(session.scalars(kept)) == set(PURPOSES)
