"""A factory per model behind one object; everything made is committed."""

from tests.factories.accounts import MakeAccounts
from tests.factories.coaching import MakeCoaching
from tests.factories.documents import MakeDocuments
from tests.factories.drills import MakeDrills
from tests.factories.kept_views import MakeKeptViews
from tests.factories.matching import MakeMatching
from tests.factories.pairings import MakePairings
from tests.factories.people import MakePeople
from tests.factories.programmes import MakeProgrammes
from tests.factories.reports import MakeReports
from tests.factories.room import MakeRoom
from tests.factories.second_looks import MakeSecondLooks


class Make(
    MakePeople,
    MakeAccounts,
    MakeProgrammes,
    MakePairings,
    MakeMatching,
    MakeCoaching,
    MakeSecondLooks,
    MakeDrills,
    MakeDocuments,
    MakeKeptViews,
    MakeReports,
    MakeRoom,
):
    """All factories; later slices add theirs as further bases."""
