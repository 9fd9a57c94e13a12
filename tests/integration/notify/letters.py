"""A kind of the tests' own, with all that a mail can hold."""

from contextlib import contextmanager

from squad.notify import kinds
from squad.notify.kinds import Attachment, Calendar, Kind, Words

ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def write(told):
    return {
        each.id: Words(
            line="Something & more happened.",
            subject="Something & more happened – déjà",
            action="Look <at> it",
            path="/help",
            paragraphs=("Hello,", "It is <so>."),
            attachments=(Attachment("a.pdf", "application/pdf", b"%PDF-1.7"),),
            calendar=Calendar("REQUEST", ICS),
        )
        for each in told
    }


SAMPLE = Kind("sample", "A sample", write)


@contextmanager
def use_sample():
    """The application knows this kind, besides its own."""
    known = kinds.all_kinds()
    kinds.use_kinds(*known, SAMPLE)
    try:
        yield
    finally:
        kinds.use_kinds(*known)
