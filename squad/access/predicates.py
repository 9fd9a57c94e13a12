"""Predicates, pure: each finishes the sentence "allowed if…"."""

from collections.abc import Callable
from dataclasses import dataclass

from squad.access.viewer import Role, Viewer


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about, as far as the policy needs it. None = not tied to such a thing."""

    programme_id: int | None = None
    pairing_id: int | None = None
    mentor_id: int | None = None
    mentee_id: int | None = None
    asked_id: int | None = None
    """The other mentor whom a second look is asked of."""
    enrolled_id: int | None = None
    """Whose enrolment it is."""
    kept_by_id: int | None = None
    """Who kept a view of the programme's report."""
    author_id: int | None = None
    """Who wrote a tip in the mentors' room."""
    named_reading: bool = True
    """False in a programme where HR reads groups only."""


Predicate = Callable[[Viewer, Subject | None], bool]


def viewer_is_administrator(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer administers the installation."""
    del subject
    return viewer.administrator


def viewer_coordinates(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer coordinates the programme (without a subject: any programme)."""
    coordinated = viewer.programmes_as(Role.COORDINATOR)
    if subject is None or subject.programme_id is None:
        return bool(coordinated)
    return subject.programme_id in coordinated


def viewer_coordinates_others(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer coordinates the programme, and is neither of the pairing's two."""
    two = set() if subject is None else {subject.mentor_id, subject.mentee_id}
    return viewer_coordinates(viewer, subject) and viewer.person_id not in two


def viewer_reads_as_hr(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer reads the programme for HR (without a subject: any programme)."""
    read = viewer.programmes_as(Role.HR_VIEWER)
    if subject is None or subject.programme_id is None:
        return bool(read)
    return subject.programme_id in read


def viewer_reads_names_as_hr(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer reads the programme for HR and it is read by name."""
    return viewer_reads_as_hr(viewer, subject) and (subject is None or subject.named_reading)


def pairing_has_person_as_mentor(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer is the pairing's mentor (without a subject: of any pairing)."""
    if subject is None:
        return bool(viewer.mentors())
    return subject.mentor_id == viewer.person_id


def pairing_has_person_as_mentee(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer is the pairing's mentee (without a subject: of any pairing)."""
    if subject is None:
        return bool(viewer.is_mentored())
    return subject.mentee_id == viewer.person_id


def viewer_assists_mentee(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer is the mentee's assistant (without a subject: of any mentee)."""
    if subject is None:
        return bool(viewer.books_for)
    return subject.mentee_id in viewer.books_for


def look_is_asked_of_person(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the second look is asked of the viewer (without a subject: of any mentor)."""
    if subject is None:
        return bool(viewer.mentors())
    return subject.asked_id == viewer.person_id


def person_is_enrolled(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the enrolment is the viewer's (without a subject: if they have any)."""
    if subject is None:
        return bool(viewer.enrolments)
    return subject.enrolled_id == viewer.person_id


def view_was_kept_by_person(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer kept the view and reads its programme (without a subject: any)."""
    own = subject is None or subject.kept_by_id == viewer.person_id
    return own and (viewer_reads_as_hr(viewer, subject) or viewer_coordinates(viewer, subject))


def viewer_mentors_in_programme(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer is a mentor of the programme (without a subject: of any)."""
    if subject is None or subject.programme_id is None:
        return bool(viewer.mentors_in())
    return subject.programme_id in viewer.mentors_in()


def viewer_was_to_mentor_in_programme(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer mentors in the programme, or was proposed to (without a subject: any).

    What somebody keeps for themself stays theirs to read and to delete when a proposal is over.
    """
    proposed = {pairing.programme_id for pairing in viewer.mentors()}
    if subject is None or subject.programme_id is None:
        return bool(proposed or viewer.mentors_in())
    return subject.programme_id in viewer.mentors_in() | proposed


def tip_is_of_person(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the tip is the viewer's, a mentor of its programme (without a subject: of any)."""
    own = subject is None or subject.author_id == viewer.person_id
    return own and viewer_mentors_in_programme(viewer, subject)


def viewer_belongs_to_programme(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer holds a role or a pairing in the programme, or is in its pool."""
    if subject is None or subject.programme_id is None:
        return bool(viewer.programmes())
    return subject.programme_id in viewer.programmes()


def anyone_signed_in(viewer: Viewer, subject: Subject | None) -> bool:
    """Allowed if the viewer is signed in."""
    del viewer, subject
    return True
