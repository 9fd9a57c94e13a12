"""The one place from which everything else gets the database session."""

from squad.extensions import db

session = db.session
