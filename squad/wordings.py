"""What every slice says: the sentences of its codes, and its kinds of mail and notices."""

from collections.abc import Mapping
from typing import Any

from squad.accounts.letters import KINDS as ACCOUNT_KINDS
from squad.accounts.messages import SENTENCES as ACCOUNT_SENTENCES
from squad.coaching.calendar.letters import KINDS as CALENDAR_KINDS
from squad.coaching.calendar.messages import PROBLEMS as CALENDAR_SENTENCES
from squad.coaching.messages import SENTENCES as COACHING_SENTENCES
from squad.drills.messages import SENTENCES as DRILL_SENTENCES
from squad.files.messages import SENTENCES as FILE_SENTENCES
from squad.framework.drafts.messages import PROBLEMS as DRAFT_SENTENCES
from squad.framework.messages import PROBLEMS as FRAMEWORK_SENTENCES
from squad.mentoring.messages import PROBLEMS as MENTORING_SENTENCES
from squad.notify.kinds import Kind
from squad.nudges.letters import KINDS as NUDGE_KINDS
from squad.nudges.messages import PROBLEMS as NUDGE_SENTENCES
from squad.pairings.calls.letters import KINDS as CALL_KINDS
from squad.pairings.calls.messages import PROBLEMS as CALL_SENTENCES
from squad.pairings.delegates.letters import KINDS as DELEGATE_KINDS
from squad.pairings.delegates.messages import PROBLEMS as DELEGATE_SENTENCES
from squad.pairings.handover.messages import PROBLEMS as HANDOVER_SENTENCES
from squad.pairings.induction.messages import PROBLEMS as INDUCTION_SENTENCES
from squad.pairings.letters import KINDS as PAIRING_KINDS
from squad.pairings.matching.letters import KINDS as POOL_KINDS
from squad.pairings.matching.messages import SENTENCES as MATCHING_SENTENCES
from squad.pairings.messages import SENTENCES as PAIRING_SENTENCES
from squad.pairings.old_notes.letters import KINDS as OLD_NOTES_KINDS
from squad.pairings.old_notes.messages import PROBLEMS as OLD_NOTES_SENTENCES
from squad.people.messages import REFUSALS as PERSON_SENTENCES
from squad.people.messages import SENTENCES as ROSTER_SENTENCES
from squad.programmes.messages import PROBLEMS as PROGRAMME_SENTENCES
from squad.reports.kept_views.messages import PROBLEMS as VIEW_SENTENCES
from squad.reports.messages import PROBLEMS as REPORT_SENTENCES
from squad.reports.monthly.kinds import KINDS as MONTHLY_KINDS
from squad.room.messages import PROBLEMS as ROOM_SENTENCES

SENTENCES: tuple[Mapping[str, Any], ...] = (
    ACCOUNT_SENTENCES,
    ROSTER_SENTENCES,
    PERSON_SENTENCES,
    FILE_SENTENCES,
    REPORT_SENTENCES,
    VIEW_SENTENCES,
    FRAMEWORK_SENTENCES,
    DRAFT_SENTENCES,
    PROGRAMME_SENTENCES,
    PAIRING_SENTENCES,
    MATCHING_SENTENCES,
    CALL_SENTENCES,
    INDUCTION_SENTENCES,
    HANDOVER_SENTENCES,
    OLD_NOTES_SENTENCES,
    DELEGATE_SENTENCES,
    COACHING_SENTENCES,
    CALENDAR_SENTENCES,
    DRILL_SENTENCES,
    NUDGE_SENTENCES,
    ROOM_SENTENCES,
    MENTORING_SENTENCES,
)
KINDS: tuple[Kind, ...] = (
    *POOL_KINDS,
    *PAIRING_KINDS,
    *CALENDAR_KINDS,
    *NUDGE_KINDS,
    *DELEGATE_KINDS,
    *OLD_NOTES_KINDS,
    *CALL_KINDS,
    *MONTHLY_KINDS,
    *ACCOUNT_KINDS,
)
