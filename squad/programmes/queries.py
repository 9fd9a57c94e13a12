"""Reading programmes, their closed periods and roles."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from squad.access.viewer import Role
from squad.db.session import session
from squad.programmes.models import RoleGrant


def list_roles(person_id: int) -> Mapping[int, frozenset[Role]]:
    """The roles that a person holds, by programme id."""
    held: defaultdict[int, set[Role]] = defaultdict(set)
    rows = session.execute(
        select(RoleGrant.programme_id, RoleGrant.role).where(
            RoleGrant.person_id == person_id, RoleGrant.removed_at.is_(None)
        )
    )
    for programme_id, role in rows:
        held[programme_id].add(role)
    return {programme_id: frozenset(roles) for programme_id, roles in held.items()}
