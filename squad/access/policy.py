"""All of authorisation on one screen: a permission is given when any of its predicates holds."""

from collections.abc import Mapping

from squad.access import predicates as allowed_if
from squad.access.permissions import Permission
from squad.access.predicates import Predicate, Subject
from squad.access.viewer import Viewer


class ForbiddenError(Exception):
    """Visible, but not this person's to do. No DomainError: no view answers it with a sentence."""


_ADMINISTRATOR = allowed_if.viewer_is_administrator
_COORDINATOR = allowed_if.viewer_coordinates
_COORDINATOR_OF_OTHERS = allowed_if.viewer_coordinates_others
_HR = allowed_if.viewer_reads_as_hr
_HR_BY_NAME = allowed_if.viewer_reads_names_as_hr
_MENTOR = allowed_if.pairing_has_person_as_mentor
_MENTEE = allowed_if.pairing_has_person_as_mentee

POLICY: Mapping[Permission, tuple[Predicate, ...]] = {
    Permission.MANAGE_ACCOUNTS: (_ADMINISTRATOR,),
    Permission.MANAGE_WORK: (_ADMINISTRATOR,),
    Permission.GRANT_ROLES: (_ADMINISTRATOR,),
    Permission.MANAGE_PEOPLE: (_ADMINISTRATOR, _COORDINATOR),
    Permission.FIND_PEOPLE: (_ADMINISTRATOR, _COORDINATOR),
    Permission.IMPORT_ROSTER: (_ADMINISTRATOR, _COORDINATOR),
    Permission.EDIT_FRAMEWORK: (_COORDINATOR,),
    Permission.CREATE_PROGRAMME: (_ADMINISTRATOR,),
    Permission.SEE_PROGRAMME: (_ADMINISTRATOR, allowed_if.viewer_belongs_to_programme),
    Permission.MANAGE_PROGRAMME: (_COORDINATOR,),
    Permission.PROPOSE_PAIRING: (_COORDINATOR,),
    Permission.STEER_PAIRING: (_COORDINATOR,),
    Permission.IMPORT_PAIRINGS: (_COORDINATOR,),
    Permission.SEE_PAIRING: (_MENTOR, _MENTEE, _COORDINATOR),
    Permission.ANSWER_ENROLMENT: (allowed_if.person_is_enrolled, _COORDINATOR),
    Permission.ANSWER_PROPOSAL: (_MENTOR, _MENTEE),
    Permission.DO_INDUCTION: (allowed_if.viewer_mentors_in_programme,),
    Permission.KEEP_RECORD: (allowed_if.viewer_was_to_mentor_in_programme,),
    Permission.CALL_COORDINATOR: (_MENTOR, _MENTEE),
    Permission.READ_CALLS: (_COORDINATOR_OF_OTHERS,),
    Permission.READ_AGREEMENT: (_MENTOR, _MENTEE),
    Permission.WRITE_AGREEMENT: (_MENTOR, _MENTEE),
    Permission.LOG_SESSION: (_MENTOR,),
    Permission.READ_SESSIONS: (_MENTOR, _MENTEE),
    Permission.ADD_TO_SESSION: (_MENTOR, _MENTEE),
    Permission.BOOK_SESSIONS: (_MENTOR, _MENTEE, allowed_if.viewer_assists_mentee),
    Permission.NAME_DELEGATE: (_MENTEE,),
    Permission.SHARE_NOTES: (_MENTOR, _MENTEE),
    Permission.IMPORT_SESSIONS: (_MENTOR, _COORDINATOR),
    Permission.STATE_MILESTONE: (_MENTOR, _MENTEE),
    Permission.ANSWER_MILESTONE: (_MENTOR, _MENTEE),
    Permission.SAY_KEPT: (_MENTEE,),
    Permission.RATE_FLUENCY: (_MENTOR, _MENTEE),
    Permission.OFFER_SECOND_LOOK: (_MENTEE,),
    Permission.GIVE_SECOND_LOOK: (allowed_if.look_is_asked_of_person,),
    Permission.READ_BROUGHT: (_MENTOR, _MENTEE),
    Permission.SAY_BROUGHT: (_MENTEE,),
    Permission.READ_DRILLS: (_MENTOR, _MENTEE),
    Permission.PLAY_DRILL: (_MENTEE,),
    Permission.LOOK_AT_DRILL: (_MENTOR,),
    Permission.ENTER_ROOM: (allowed_if.viewer_mentors_in_programme, _COORDINATOR),
    Permission.SHARE_IN_ROOM: (allowed_if.viewer_mentors_in_programme,),
    Permission.CHANGE_TIP: (allowed_if.tip_is_of_person,),
    Permission.REMOVE_TIP: (allowed_if.tip_is_of_person, _COORDINATOR),
    Permission.READ_REPORT: (_MENTOR, _MENTEE, _COORDINATOR, _HR_BY_NAME),
    Permission.READ_COHORT: (_HR, _COORDINATOR),
    Permission.CHANGE_VIEW: (allowed_if.view_was_kept_by_person, _COORDINATOR),
    Permission.READ_OWN_RECEIPTS: (allowed_if.anyone_signed_in,),
}


def may(viewer: Viewer, permission: Permission, subject: Subject | None = None) -> bool:
    """Whether `viewer` may; without a subject: whether they might, on something."""
    return any(predicate(viewer, subject) for predicate in POLICY[permission])


def demand(viewer: Viewer, permission: Permission, subject: Subject) -> None:
    """Refuse unless the viewer holds the permission on this very subject."""
    if not may(viewer, permission, subject):
        raise ForbiddenError
