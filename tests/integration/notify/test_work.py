"""What was given up: seen by an administrator as codes, tried again by a press."""

from sqlalchemy import func, select, update

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.models import Job
from squad.jobs.rules import JobState
from squad.kernel.clock import clock
from squad.notify.models import Mail
from squad.notify.rules import MailState


def test_a_mail_that_was_refused_is_seen_and_sent_once_it_is_tried_again(
    make, visitor_of, mailbox, work
):
    mailbox.refuse = {"rcpt": ["550 nobody here is called ada@example.org"]}
    person = make.person("Ada A", email="ada@example.org")
    admin = visitor_of(make.administrator())
    admin.post("accounts.invite_person", person_id=person.id)
    work()
    page = admin.get("notify.show_work")
    assert "ada@example.org An invitation" in page.text
    assert "refuses this address. rcpt:550" in page.text
    assert "nobody here" not in page.text
    for _press in range(2):
        page.submit(page.forms(f"/admin/work/mails/{first(Mail)}/retry")[0])
    work()
    assert len(mailbox.mails) == 1
    assert "No mail was given up." in admin.get("notify.show_work").text
    page.submit(page.forms(f"/admin/work/mails/{first(Mail)}/retry")[0])
    work()
    assert len(mailbox.mails) == 1  # it was sent: there is nothing to try again
    assert events("mail_retried") == 1


def test_all_of_it_is_tried_again_at_once(make, visitor_of, mailbox, work):
    admin = visitor_of(make.administrator())
    people = [make.person() for _ in range(3)]
    admin.post("accounts.invite_people", [("person", person.id) for person in people])
    with unit_of_work():
        session.execute(update(Mail).values(
            state=MailState.FAILED, due_at=None, ended_at=clock.now(), failure="data:554",
        ))  # fmt: skip
    page = admin.get("notify.show_work")
    assert "3 mails were given up." in page.text
    page.submit("/admin/work/mails/retry")
    work()
    assert len(mailbox.mails) == 3


def test_a_job_that_was_given_up_is_done_once_it_is_tried_again(make, visitor_of, work):
    with unit_of_work():
        now = clock.now()
        job = Job(
            name="sweep", payload={}, state=JobState.DEAD, asked_at=now, ended_at=now, tries=5,
            attempt=5, failure="KeyError",
        )  # fmt: skip
        session.add(job)
    admin = visitor_of(make.administrator())
    page = admin.get("notify.show_work")
    assert "sweep It failed in the program itself. The log says more. KeyError" in page.text
    for _press in range(2):
        page.submit(page.forms(f"/admin/work/jobs/{first(Job)}/retry")[0])
    work()
    assert session.get(Job, first(Job), populate_existing=True).state is JobState.DONE
    assert events("job_retried") == 1


def first(model):
    return session.scalar(select(func.min(model.id)))


def events(name):
    return session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.name == name))
