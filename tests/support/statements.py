"""Counting the statements that a request sends to the database."""

from contextlib import contextmanager

from sqlalchemy import event

from squad.extensions import db

UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@contextmanager
def counting(app):
    """A list that fills with the statements sent inside, without transaction control."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.lstrip().upper().startswith(UNCOUNTED):
            sent.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
