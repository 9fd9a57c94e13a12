"""Saying where the mentee stands: a new version each time, none after the reveal."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.access.viewer import Viewer
from squad.audit.actions import record
from squad.coaching.models import Rating
from squad.coaching.queries.contexts import PairingContext
from squad.coaching.queries.ratings import find_own_rating, load_facts
from squad.coaching.rules.ratings import Moment, RatingDraft, check_open, check_rating
from squad.db.once import FormKey, claim
from squad.db.session import session
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.errors import StaleVersionError


def rate_fluency(
    *,
    by: Viewer,
    context: PairingContext,
    moment: Moment,
    draft: RatingDraft,
    version: int,
    form: FormKey,
) -> None:
    """Keep what one of the two says of a moment; with the end the mentee may say « then ».

    `context` was loaded with a lock, so that two who send at once follow each other. `version`:
    the number of the own rating that the form was made from, 0 for none.
    """
    demand(by, Permission.RATE_FLUENCY, context.subject)
    sent = claim(person_id=by.person_id, action="rate_fluency", form=form)
    side = context.side_of(by.person_id)
    facts = load_facts(context)
    check_open(facts.course, moment, side, context.today, facts.given)
    earlier = find_own_rating(by, context, moment)
    number = earlier.number if earlier else 0
    if version != number:
        raise StaleVersionError
    check_rating(draft)
    common = _common(by, context, number + 1)
    rows = _rows(moment, draft.levels, draft.words, common)
    if moment is Moment.END and side is Side.MENTEE:
        rows += _rows(Moment.THEN, draft.then, {}, common)
    session.execute(insert(Rating), rows)
    record(
        "fluency_rated",
        by=by.person_id,
        pairing=context.pairing.id,
        moment=moment.value,
        side=side.value,
        number=number + 1,
    )
    sent.made = moment.value


def _common(by: Viewer, context: PairingContext, number: int) -> dict[str, Any]:
    return {
        "pairing_id": context.pairing.id,
        "side": context.side_of(by.person_id),
        "number": number,
        "happened_on": context.today,
        "known_at": context.now,
        "by_id": by.person_id,
    }


def _rows(
    moment: Moment, levels: Mapping[Area, int], words: Mapping[Area, str], common: dict[str, Any]
) -> list[dict[str, Any]]:
    return [
        {
            **common,
            "moment": moment,
            "area": area,
            "level": str(levels[area]) if area in levels else None,
            "words": words.get(area, ""),
        }
        for area in Area
        if area in levels or area in words
    ]
