"""Where the two of a pairing see the mentee stand."""

from collections.abc import Iterator
from functools import partial

from squad.coaching.actions.ratings import rate_fluency
from squad.coaching.rules.ratings import Moment, RatingDraft
from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.rules.model import Area
from squad.kernel.ids import new_key


def scenes_of_starts(told: Told) -> list[Scene]:
    """What mentees say at the start: before pairings have ended, and sessions were held."""
    return list(_scenes(told, starts=True))


def scenes_of_ratings(told: Told) -> list[Scene]:
    """What both say half-way and at the end: sessions tell when that is."""
    return list(_scenes(told, starts=False))


def _scenes(told: Told, *, starts: bool) -> Iterator[Scene]:
    for it in told.story["ratings"]:
        for said in it["said"]:
            if (said["moment"] == Moment.START) is starts:
                yield Scene(said["on"], partial(rate, told, it, said))


def rate(told: Told, it: Story, said: Story) -> None:
    """One of the two says where the mentee stands."""
    by = told.company.viewer(it[said["side"]])
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    rate_fluency(
        by=by,
        context=told.company.context(by, pairing_id),
        moment=Moment(said["moment"]),
        draft=RatingDraft(
            levels={Area(area): level for area, level in said["levels"].items()},
            words={Area(area): words for area, words in said.get("words", {}).items()},
            then={Area(area): level for area, level in said.get("then", {}).items()},
        ),
        version=0,
        form=FormKey(new_key(), BODY),
    )
