"""What a reader of reports chose for themself."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from squad.db.base import Base, BigId


class ColumnChoice(Base):
    """Which columns of a table a person takes along; without a row, all of them."""

    __tablename__ = "column_choices"

    person_id: Mapped[int] = mapped_column(BigId, ForeignKey("people.id"), primary_key=True)
    table_code: Mapped[str] = mapped_column(primary_key=True)
    codes: Mapped[str]
    """Codes of columns, parted by spaces."""
