"""Links and pictures behind statements."""

from functools import partial

from sqlalchemy import select

from squad.coaching.actions.backings import back_statement
from squad.coaching.models import Observation
from squad.coaching.rules.backings import MOST_BYTES_OF_A_PAIRING, BackingDraft
from squad.db.once import FormKey
from squad.db.session import session
from squad.demo.files import FOLDER
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.files.pictures import prepare_file
from squad.kernel.ids import new_key


def scenes_of_backings(told: Told) -> list[Scene]:
    """Links and pictures behind statements."""
    return [Scene(it["on"], partial(back, told, it)) for it in told.story["backings"]]


def back(told: Told, it: Story) -> None:
    """Whoever stated it adds a link or a picture."""
    by = told.company.viewer(it["by"])
    observation = session.scalars(
        select(Observation)
        .where(
            Observation.mentee_id == told.company.ids[it["mentee"]],
            Observation.milestone_code == it["milestone"],
            Observation.stated_by == by.person_id,
        )
        .order_by(Observation.id.desc())
        .limit(1)
    ).one()
    file = None
    if name := it.get("file"):
        data = (FOLDER / name).read_bytes()
        file = prepare_file(data, name, most_bytes=MOST_BYTES_OF_A_PAIRING)
    back_statement(
        by=by,
        context=told.company.context(by, observation.pairing_id),
        observation=observation,
        draft=BackingDraft(link=it.get("link", ""), file=file),
        form=FormKey(new_key(), BODY),
    )
