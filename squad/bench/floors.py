"""The floor of each operation: the rows that it shows or writes, by hand-written SQL.

What a page would cost if nothing stood between the database and its reader. `:name` stands for a
value (`operations.values_of`). Each but the first begins by who is asking, as each request does.

- *sign-in*: the account of an e-mail; a try counted and forgotten, a sign-in, its event.
- *pairings*: the pairings of a mentor with names, figures and state, as many as a page has.
- *session log*: the pairing with its sessions and draft; the form, the session, its version and
  event written, the summary brought up to date.
- *mentee report*: the pairings, agreement and purposes of one mentee, their statements with
  answers, when clocks stood still, what was shared, and the receipt.
- *dashboard*: people on each rung, held of target, sessions by outcome and side, groups, and the
  first people with their receipts.
- *list*: the people of one page in their order, with figures, and their receipts.
- *group table*: people by group and rung.
- *CSV*: one row for each person, and the receipts of all.
"""

from collections.abc import Mapping, Sequence

_WHO = (
    "SELECT * FROM sign_ins s JOIN accounts a ON a.id = s.account_id"
    " JOIN people p ON p.id = a.person_id WHERE s.token_hash = :token AND s.ended_at IS NULL",
    "SELECT programme_id, role FROM role_grants WHERE person_id = :person AND removed_at IS NULL",
    "SELECT id, state FROM pairings WHERE mentor_id = :person OR mentee_id = :person",
    "SELECT * FROM programmes WHERE id = :programme",
)
_PAIRINGS = (
    "SELECT m.*, u.*, g.name, a.name, b.name, b.function FROM pairings m"
    " JOIN programmes g ON g.id = m.programme_id JOIN pairing_summaries u ON u.pairing_id = m.id"
    " JOIN people a ON a.id = m.mentor_id JOIN people b ON b.id = m.mentee_id"
    " WHERE m.mentor_id = :person ORDER BY b.sort_key, m.id LIMIT 51"
)
_PERSON = (
    "SELECT p.*, m.*, u.*, g.* FROM people p JOIN pairings m ON m.mentee_id = p.id"
    " JOIN pairing_summaries u ON u.pairing_id = m.id"
    " JOIN progress g ON g.mentee_id = p.id AND g.programme_id = m.programme_id"
    " WHERE m.programme_id = :programme"
)
_IN_ORDER = " ORDER BY p.sort_key, p.id"
_FIRST, _LAST = f"{_IN_ORDER} LIMIT 20", " AND (p.sort_key, p.id) > (:last_key, :last_id)"
_LIST = f"{_PERSON}{_FIRST}"
_RECEIPT = (
    "INSERT INTO receipts (mentee_id, programme_id, reader_id, opened_as, what, opened_at)"
    " SELECT m.mentee_id, m.programme_id, :person, 'hr_viewer', 'list', :now"
    " FROM pairings m JOIN people p ON p.id = m.mentee_id WHERE m.programme_id = :programme"
)

_GROUPS = tuple(
    f"SELECT p.{by}, g.headline, count(*) FROM progress g JOIN people p ON p.id = g.mentee_id"  # noqa: S608  our own words
    f" WHERE g.programme_id = :programme GROUP BY p.{by}, g.headline"
    for by in ("function", "site", "level", "language")
)
_TOTALS = (
    "SELECT headline, target_met, count(*), sum(held), sum(total) FROM progress"
    " WHERE programme_id = :programme GROUP BY headline, target_met",
    "SELECT s.state, s.cancelled_by, count(*), sum(s.minutes),"
    " sum(s.preparation_minutes + s.travel_minutes)"
    " FROM coaching_sessions s JOIN pairings m ON m.id = s.pairing_id"
    " WHERE m.programme_id = :programme AND s.voided_at IS NULL GROUP BY s.state, s.cancelled_by",
)
_EVENT = (
    "INSERT INTO audit_events (happened_at, name, actor_id, details)"
    " VALUES (:now, 'bench', :person, '{}')"
)
_TRY = "WHERE name_hash = 'bench' AND address_hash = 'bench'"
_SIGN_IN = (
    f"SELECT count(*), max(tried_at) FROM failed_sign_ins {_TRY}",  # noqa: S608  our own words
    "INSERT INTO failed_sign_ins (name_hash, address_hash, tried_at)"
    " VALUES ('bench', 'bench', :now)",
    "SELECT a.*, p.* FROM accounts a JOIN people p ON p.id = a.person_id WHERE p.email = :email",
    "INSERT INTO sign_ins (account_id, token_hash, created_at, last_seen_at, expires_at, device)"
    " SELECT id, :fresh, :now, :now, :now, '' FROM accounts WHERE person_id = :person",
    "UPDATE accounts SET last_seen_at = :now WHERE person_id = :person",
    _EVENT,
    f"DELETE FROM failed_sign_ins {_TRY}",  # noqa: S608  our own words
)
_LOGGED = (
    "SELECT m.*, a.*, b.* FROM pairings m JOIN people a ON a.id = m.mentor_id"
    " JOIN people b ON b.id = m.mentee_id WHERE m.id = :pairing",
    "SELECT * FROM coaching_sessions WHERE pairing_id = :pairing AND voided_at IS NULL"
    " ORDER BY held_on, id",
    "INSERT INTO sent_forms (person_id, action, key, body_hash, made, sent_at)"
    " VALUES (:person, 'bench', :fresh, '', '', :now)",
    "INSERT INTO coaching_sessions (pairing_id, state, held_on, minutes, preparation_minutes,"
    " travel_minutes, medium, note, links, moves, logged_by, known_at, logged_at, imported,"
    " version)"
    " SELECT :pairing, state, held_on, minutes, preparation_minutes, travel_minutes, medium,"
    " note, links, moves, :person, :now, :now, imported, version"
    " FROM coaching_sessions WHERE id = :session",
    "INSERT INTO coaching_session_versions (coaching_session_id, pairing_id, number, known_at,"
    " by_id, state, held_on, minutes, preparation_minutes, travel_minutes, voided, words)"
    " SELECT (SELECT max(id) FROM coaching_sessions WHERE pairing_id = :pairing), :pairing,"
    " number, :now, :person, state, held_on, minutes, preparation_minutes, travel_minutes,"
    " voided, words FROM coaching_session_versions WHERE coaching_session_id = :session",
    "DELETE FROM drafts WHERE person_id = :person AND pairing_id = :pairing",
    "UPDATE pairing_summaries SET held_minutes = held_minutes WHERE pairing_id = :pairing",
    _EVENT,
)
_REPORT = (
    f"{_PERSON} AND p.id = :mentee",
    "SELECT v.*, u.* FROM agreement_versions v JOIN pairings m ON m.id = v.pairing_id"
    " JOIN agreement_purposes u ON u.agreement_version_id = v.id WHERE m.mentee_id = :mentee",
    "SELECT o.*, a.* FROM observations o LEFT JOIN answers a ON a.observation_id = o.id"
    " WHERE o.mentee_id = :mentee AND o.programme_id = :programme ORDER BY o.id, a.sequence",
    "SELECT * FROM closed_periods WHERE programme_id = :programme",
    "SELECT t.* FROM pairing_transitions t JOIN pairings m ON m.id = t.pairing_id"
    " WHERE m.mentee_id = :mentee",
    f"{_RECEIPT} AND p.id = :mentee",
)
FLOORS: Mapping[str, Sequence[str]] = {
    "sign-in": _SIGN_IN,
    "pairings of a mentor with 5": (*_WHO, _PAIRINGS),
    "pairings of a mentor with 200": (*_WHO, _PAIRINGS),
    "session log": (*_WHO, *_LOGGED),
    "mentee report": (*_WHO, *_REPORT),
    "dashboard, today": (*_WHO, *_TOTALS, *_GROUPS, _LIST, f"{_RECEIPT}{_FIRST}"),
    "dashboard, past date": (*_WHO, *_TOTALS, *_GROUPS, _LIST, f"{_RECEIPT}{_FIRST}"),
    "list, first page": (*_WHO, _LIST, f"{_RECEIPT}{_FIRST}"),
    "list, last page": (*_WHO, f"{_PERSON}{_LAST}{_FIRST}", f"{_RECEIPT}{_LAST}{_FIRST}"),
    "group table": (*_WHO, *_GROUPS),
    "CSV of all": (*_WHO, f"{_PERSON}{_IN_ORDER}", _RECEIPT, _EVENT),
}
