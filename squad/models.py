"""Every model, so that the metadata is whole: for migrations, dump, check and tests."""

from squad.accounts import models as accounts
from squad.audit import models as audit
from squad.coaching import models as coaching
from squad.coaching.calendar import models as calendar
from squad.db import once
from squad.drills import models as drills
from squad.files import models as files
from squad.framework import models as framework
from squad.jobs import models as jobs
from squad.mentoring import models as mentoring
from squad.notify import models as notify
from squad.nudges import models as nudges
from squad.pairings import models as pairings
from squad.pairings.calls import models as calls
from squad.pairings.delegates import models as delegates
from squad.pairings.induction import models as induction
from squad.pairings.matching import models as matching
from squad.pairings.old_notes import models as old_notes
from squad.people import models as people
from squad.programmes import models as programmes
from squad.reports import models as reports
from squad.reports.documents import models as documents
from squad.reports.kept_views import models as kept_views
from squad.reports.ledger import models as ledger
from squad.reports.monthly import models as monthly
from squad.room import models as room

__all__ = [
    "accounts",
    "audit",
    "calendar",
    "calls",
    "coaching",
    "delegates",
    "documents",
    "drills",
    "files",
    "framework",
    "induction",
    "jobs",
    "kept_views",
    "ledger",
    "matching",
    "mentoring",
    "monthly",
    "notify",
    "nudges",
    "old_notes",
    "once",
    "pairings",
    "people",
    "programmes",
    "reports",
    "room",
]
