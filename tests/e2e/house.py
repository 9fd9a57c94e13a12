"""The application behind a port that can be closed and opened again, with a pairing in it."""

from socket import SHUT_RDWR
from threading import Thread

from flask_migrate import upgrade
from sqlalchemy import select
from werkzeug.serving import make_server

from squad.app import create_app
from squad.coaching.models import CoachingSession
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.people.models import Person
from tests.conftest import make_settings
from tests.factories import Make
from tests.factories.accounts import cookie_of

PASSWORD = "four words of one person"


class House:
    """A server in this process: `loses` makes it keep its next answers to a form to itself."""

    def __init__(self, folder):
        self.app = create_app(make_settings(f"sqlite:///{folder / 'squad.sqlite3'}", folder))
        with self.app.app_context():
            upgrade()
        self.pair()
        self.port, self.loses, self.posted = 0, False, 0
        self.start()
        self.url = f"http://127.0.0.1:{self.port}"

    def pair(self):
        """Another two people: a mentor who has logged nothing yet."""
        with self.app.app_context():
            pairing = Make().pairing()
            mentor = session.get(Person, pairing.mentor_id)
            Make().account(mentor, PASSWORD)
            self.pairing, self.mentor, self.email = pairing.id, mentor.id, mentor.email
            session.remove()

    def pair_mentor_with(self, name):
        """A second mentee of the mentor, whose pairing is the house's from now on."""
        with self.app.app_context():
            make = Make()
            mentor, mentee = session.get(Person, self.mentor), make.person(name)
            self.pairing = make.pairing(mentor=mentor, mentee=mentee).id
            session.remove()

    def start(self):
        """Listen, on the same port as before."""
        self.server = make_server("127.0.0.1", self.port, self.answer, threaded=True)
        self.port = self.server.server_port
        self.thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    def stop(self):
        """Nobody listens any more."""
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def close(self):
        """For good."""
        self.stop()
        with self.app.app_context():
            db.engine.dispose()

    def answer(self, environ, start_response):
        """What the application answers; or nothing, once it has done what was asked."""
        is_log = environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] == "/sessions/new"
        self.posted += is_log
        if not (is_log and self.loses):
            return self.app(environ, start_response)
        list(self.app(environ, lambda *_: None))
        environ["werkzeug.socket"].shutdown(SHUT_RDWR)
        raise ConnectionAbortedError

    def cookie_of(self, person_id):
        """A living sign-in of this person, as a browser's cookie."""
        with self.app.app_context():
            name, value = cookie_of(self.app, session.get(Person, person_id))
            session.remove()
        return {"name": name, "value": value, "url": self.url}

    def person(self):
        """Somebody else, signed in nowhere."""
        with self.app.app_context():
            return Make().person().id

    def stored(self, model):
        """Every row."""
        with self.app.app_context():
            return session.scalars(select(model)).all()

    def logged(self):
        """The sessions of the pairing."""
        sessions = self.stored(CoachingSession)
        return [one for one in sessions if one.pairing_id == self.pairing]

    def empty(self, *models):
        """Delete every row."""
        with self.app.app_context(), unit_of_work():
            for model in models:
                session.query(model).delete()


def copies(page):
    """What this browser keeps of logs."""
    return page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('squad-draft-'))"
    )
