"""A small log, whose words are those that its import reads."""

COLUMNS = (
    "date", "mentor", "mentee", "minutes", "outcome", "medium", "cancelled_by", "notes",
    "milestones", "known_on",
)  # fmt: skip


def sessions_example(mentor: str, *, own: bool) -> tuple[list[str], list[list[str]]]:
    """Headers and rows: a mentor's own, or a coordinator's with days of confirmation."""
    mentee = "helene.roy@example.com"
    day = "" if own else ":2026-09-14"
    rows = [
        ["2026-09-14", mentor, mentee, "45", "held", "in_person", "", "",
         f"presence-1a:alone:checked{day} purpose-1b:alone:checked{day}", "2026-09-14"],
        ["2026-10-05", mentor, mentee, "", "cancelled", "", "mentee", "", "", "2026-10-05"],
        ["2026-10-12", mentor, mentee, "50", "held", "video", "", "", "listening-1b", ""],
    ]  # fmt: skip
    return list(COLUMNS), rows
