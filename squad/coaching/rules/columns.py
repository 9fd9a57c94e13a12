"""The columns of a sessions file: each field, with the headers that it may have."""

from collections.abc import Mapping

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "day", "held on", "jour", "date de la séance", "session date"),
    "mentor": ("mentor", "mentor e-mail", "mentor ou mentore", "courriel du mentor"),
    "mentee": ("mentee", "mentee e-mail", "personne mentorée", "mentorée", "mentoré ou mentorée"),
    "minutes": ("minutes", "min", "length", "duration", "durée", "durée en minutes"),
    "outcome": ("outcome", "state", "status", "issue", "état", "statut", "résultat"),
    "medium": ("medium", "how", "moyen", "mode"),
    "cancelled_by": (
        "cancelled_by",
        "cancelled by",
        "called off by",
        "annulée par",
        "annulé par",
    ),
    "notes": ("notes", "note", "remarques", "commentaires", "comments"),
    "milestones": ("milestones", "jalons"),
    "known_on": ("known_on", "known on", "logged on", "connu le", "connue le", "saisi le"),
    "programme": ("programme", "program", "programme code", "code du programme"),
}
# The header of each field in French examples and pages: one of its names.
FRENCH: Mapping[str, str] = {
    "mentor": "mentor ou mentore",
    "mentee": "personne mentorée",
    "minutes": "durée en minutes",
    "outcome": "issue",
    "medium": "moyen",
    "cancelled_by": "annulée par",
    "milestones": "jalons",
    "known_on": "connue le",
}
REQUIRED = ("date", "mentor", "mentee")
