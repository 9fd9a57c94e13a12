"""The class of every column: who may ever read it. A column that is not listed fails a test.

pair: the two of the pairing. programme: and the coordinator. hr: and HR viewers.
own: whoever it is about, nobody else.
call: who of the two wrote it and the programme's coordinators, never the other one, nor HR.
account: the person, administrators, coordinators; a name, function or site also wherever its row
may be read. none: says nothing about a person by itself.
"""

from collections.abc import Mapping

from squad.access.classes import company, pairs, progress
from squad.access.classes.kinds import DataClass

__all__ = ["CLASSES", "DataClass"]

CLASSES: Mapping[str, DataClass] = {
    f"{table}.{column}": data_class
    for part in (company, pairs, progress)
    for table, by_class in part.TABLES.items()
    for data_class, columns in by_class.items()
    for column in columns.split()
}
