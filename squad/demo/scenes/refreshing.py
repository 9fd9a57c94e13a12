"""What grows old: what was so long before the programme, and what is kept after an end."""

from collections.abc import Mapping
from functools import partial

from squad.coaching.actions.answers import answer_observations
from squad.coaching.actions.observations import state_milestone
from squad.coaching.actions.retention import show_kept
from squad.coaching.rules.statements import StatedMilestone
from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.rules.fluency import AnswerKind
from squad.framework.rules.model import Autonomy, Evidence
from squad.kernel.ids import new_key


def scenes_of_beginnings(told: Told) -> list[Scene]:
    """Statements of what was already so, with the other one's yes on the same day."""
    return [
        Scene(it["on"], partial(state_and_confirm, told, it)) for it in told.story["already_so"]
    ]


def scenes_of_keeping(told: Told) -> list[Scene]:
    """What was held at an end, shown again ninety days later; some await their yes."""
    made: dict[tuple[str, str], int] = {}
    kept = told.story["kept"]
    scenes = [Scene(it["on"], partial(show_again, told, it, made)) for it in kept]
    confirmed = (it for it in kept if "confirmed_on" in it)
    return scenes + [
        Scene(it["confirmed_on"], partial(confirm_kept, told, it, made)) for it in confirmed
    ]


def state_and_confirm(told: Told, it: Story) -> None:
    """The mentor states what they opened; the mentee confirms it."""
    mentor = told.company.viewer(it["mentor"])
    stated = state_milestone(
        by=mentor,
        context=told.company.context(mentor, _pairing_id(told, it)),
        stated=_stated(it, before=True, words=it["words"]),
        on=it["done_on"],
        form=FormKey(new_key(), BODY),
    )
    _confirm(told, it, "mentee", stated.id)


def show_again(told: Told, it: Story, made: dict[tuple[str, str], int]) -> None:
    """The mentee shows a milestone again."""
    by = told.company.viewer(it["mentee"])
    stated = show_kept(
        by=by,
        context=told.company.context(by, _pairing_id(told, it)),
        stated=_stated(it),
        form=FormKey(new_key(), BODY),
    )
    made[it["mentee"], it["milestone"]] = stated.id


def confirm_kept(told: Told, it: Story, made: Mapping[tuple[str, str], int]) -> None:
    """The mentor says that it is right."""
    _confirm(told, it, "mentor", made[it["mentee"], it["milestone"]])


def _confirm(told: Told, it: Story, side: str, observation_id: int) -> None:
    by = told.company.viewer(it[side])
    context = told.company.context(by, _pairing_id(told, it))
    answer_observations(by=by, context=context, kinds={observation_id: AnswerKind.CONFIRM})


def _stated(it: Story, *, before: bool = False, words: str = "") -> StatedMilestone:
    autonomy, evidence = Autonomy(it["autonomy"]), Evidence(it["evidence"])
    return StatedMilestone(it["milestone"], autonomy, evidence, before=before, words=words)


def _pairing_id(told: Told, it: Story) -> int:
    return told.company.pairing_id(it["mentor"], it["mentee"])
