"""What every import refuses, whatever it imports."""

from enum import StrEnum

from squad.kernel.errors import DomainError


class ImportCode(StrEnum):
    """Why nothing was imported."""

    PLAN_CHANGED = "import_plan_changed"
    NOT_READY = "import_not_ready"
    NUMBER_DIFFERS = "import_number_differs"


class PlanChangedError(DomainError):
    """Between the preview and the yes, somebody changed what the plan was made against."""

    def __init__(self) -> None:
        super().__init__(ImportCode.PLAN_CHANGED)


class NotReadyError(DomainError):
    """Problems or questions are left: all or nothing."""

    def __init__(self) -> None:
        super().__init__(ImportCode.NOT_READY)
