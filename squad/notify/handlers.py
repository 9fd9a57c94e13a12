"""What the worker does with the outbox: one mail after another, each in short transactions."""

import logging

from squad.db.unit_of_work import reading_apart, unit_of_work
from squad.jobs.handlers import Run
from squad.jobs.rules import Outcome, failure_code
from squad.notify import claims
from squad.notify.carrier import AwayError, Line, RefusedError, carrier, open_line
from squad.notify.kinds import Told, kind_of
from squad.notify.writing import TooEarlyError, write_mail

log = logging.getLogger(__name__)


def send_mail(run: Run) -> Outcome:
    """Send what is due. While the server is away, what waits rests; a later slot tries again."""
    if carrier.server is None:
        return Outcome.DONE
    with open_line(carrier.server, carrier.host) as line:
        while not run.must_end:
            with unit_of_work():
                claims.bury()
                mail = claims.take()
            if mail is None or not _send(line, mail):
                return Outcome.DONE
    return Outcome.MORE


def _send(line: Line, mail: claims.Outgoing) -> bool:
    """Send one that is marked as being sent; False where the server is away."""
    try:
        with reading_apart():
            message = None if claims.is_refused(mail) else write_mail(mail)
    except TooEarlyError as early:
        with unit_of_work():
            claims.keep(mail, early.wait)
        return True
    except Exception as error:
        # One that cannot be written is no reason for the others to wait.
        log.exception("mail_not_written", extra=_told(mail))
        with unit_of_work():
            claims.put_off(mail, failure_code(error))
        return True
    if message is None:
        with unit_of_work():
            claims.drop(mail)
        return True
    try:
        line.send(message, sender=carrier.sender.addr_spec, to=mail.address)
    except RefusedError as error:
        with unit_of_work():
            (claims.give_up if error.for_good else claims.put_off)(mail, error.code)
        log.warning("mail_refused", extra={**_told(mail), "code": error.code})
        return True
    except AwayError as error:
        with unit_of_work():
            claims.put_off(mail, error.code)
            claims.let_all_rest()
        log.warning("mail_server_away", extra={**_told(mail), "code": error.code})
        return False
    with unit_of_work():
        _note_left(mail)
    log.info("mail", extra=_told(mail))
    return True


def _note_left(mail: claims.Outgoing) -> None:
    """The server has taken it on; whoever lost it to another worker notes nothing."""
    kind = kind_of(mail.kind)
    if claims.note_sent(mail) and kind is not None and kind.after_sending is not None:
        kind.after_sending(Told(mail.id, mail.person_id, mail.kind, mail.params))


def _told(mail: claims.Outgoing) -> dict[str, object]:
    return {"mail": mail.id, "kind": mail.kind, "attempt": mail.attempts}
