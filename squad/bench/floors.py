"""The floor of each operation: the rows that it shows or writes, by hand-written SQL.

What it would cost if nothing stood between the database and its reader. `:name` stands for a value
(`operations.values_of`). Each but the first begins by who is asking, as each request does.

- *sign-in*: a try counted and forgotten, the account of an e-mail, a sign-in, its event.
- *pairings*: the pairings of a mentor with names, figures and state, as many as a page has.
- *session log*: the pairing with its sessions; the form, the session, its version and event
  written, the draft gone; summary, list row, ledger page and seven tallies brought up to date.
- *mentee report*: the pairings, agreement and purposes of one mentee, their statements with
  answers, when clocks stood still, and the receipt.
- *list*: the people of one page in their order, with figures and what they hold, the words by which
  the list is narrowed, and the receipts. The first page is the dashboard's.
- *dashboard*: every measure of the ledger by month, and the first page of the list. Of a past day,
  the people of the list have what was stated, answered, logged and agreed until then.
- *group table*: how many people are alike in all that they are grouped by.
- *CSV*: each person's figures, agreement and milestones; one event, and the receipts of all.
"""
# ruff: noqa: S608  every part of a statement is written in this module

from collections.abc import Mapping, Sequence

_WHO = (
    "SELECT * FROM sign_ins s JOIN accounts a ON a.id = s.account_id"
    " JOIN people p ON p.id = a.person_id WHERE s.token_hash = :token AND s.ended_at IS NULL",
    "SELECT programme_id, role FROM role_grants WHERE person_id = :person AND removed_at IS NULL",
    "SELECT id, state FROM pairings WHERE mentor_id = :person OR mentee_id = :person",
    "SELECT * FROM programmes WHERE id = :programme",
)
_EVENT = (
    "INSERT INTO audit_events (happened_at, name, actor_id, details)"
    " VALUES (:now, 'bench', :person, '{}')"
)

_TRY = "name_hash = 'bench' AND address_hash = 'bench'"
_SIGN_IN = (
    f"SELECT count(*), max(tried_at) FROM failed_sign_ins WHERE {_TRY}",
    "INSERT INTO failed_sign_ins (name_hash, address_hash, tried_at)"
    " VALUES ('bench', 'bench', :now)",
    "SELECT * FROM accounts a JOIN people p ON p.id = a.person_id WHERE p.email = :email",
    "INSERT INTO sign_ins (account_id, token_hash, created_at, last_seen_at, expires_at, device)"
    " SELECT id, :fresh, :now, :now, :now, '' FROM accounts WHERE person_id = :person",
    "UPDATE accounts SET last_seen_at = :now WHERE person_id = :person",
    _EVENT,
    f"DELETE FROM failed_sign_ins WHERE {_TRY}",
)

_PAIRINGS = (
    "SELECT * FROM pairings m JOIN programmes g ON g.id = m.programme_id"
    " JOIN pairing_summaries u ON u.pairing_id = m.id"
    " JOIN people a ON a.id = m.mentor_id JOIN people b ON b.id = m.mentee_id"
    " WHERE m.mentor_id = :person ORDER BY b.sort_key, m.id LIMIT 51"
)

_LOGGED = (
    "SELECT * FROM pairings m JOIN people a ON a.id = m.mentor_id"
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
    _EVENT,
    "UPDATE pairing_summaries SET held_minutes = held_minutes WHERE pairing_id = :pairing",
    "UPDATE standings SET last_order = last_order WHERE programme_id = :programme"
    " AND mentee_id = :mentee",
    "UPDATE ledger_pages SET entries = entries WHERE programme_id = :programme"
    " AND mentee_id = :mentee",
    *7
    * (
        "UPDATE tallies SET amount = amount WHERE programme_id = :programme"
        " AND measure = 'people' AND \"on\" = :past",
    ),
)

_ONE = " WHERE m.programme_id = :programme AND m.mentee_id = :mentee"
_STATED = "SELECT * FROM observations o LEFT JOIN answers a ON a.observation_id = o.id"
_AGREED = "SELECT * FROM agreement_versions v JOIN pairings m ON m.id = v.pairing_id"
_MOVED = "SELECT t.* FROM pairing_transitions t JOIN pairings m ON m.id = t.pairing_id"
_RECEIPT = (
    "INSERT INTO receipts (mentee_id, programme_id, reader_id, opened_as, what, opened_at)"
    " SELECT mentee_id, programme_id, :person, 'hr_viewer', 'bench', :now FROM standings s"
    " WHERE programme_id = :programme"
)
_REPORT = (
    "SELECT * FROM pairings m JOIN people p ON p.id = m.mentee_id"
    " JOIN people b ON b.id = m.mentor_id JOIN pairing_summaries u ON u.pairing_id = m.id"
    f" JOIN progress g ON g.mentee_id = m.mentee_id{_ONE}",
    f"{_AGREED} JOIN agreement_purposes u ON u.agreement_version_id = v.id{_ONE}",
    f"{_STATED} WHERE o.programme_id = :programme AND o.mentee_id = :mentee",
    "SELECT * FROM closed_periods WHERE programme_id = :programme",
    f"{_MOVED}{_ONE}",
    f"{_RECEIPT} AND mentee_id = :mentee",
)

_PEOPLE = (
    "SELECT * FROM standings s JOIN people p ON p.id = s.mentee_id"
    " JOIN pairings m ON m.mentee_id = s.mentee_id AND m.programme_id = s.programme_id"
    " JOIN pairing_summaries u ON u.pairing_id = m.id"
    " WHERE s.programme_id = :programme"
)
_IN_ORDER = " ORDER BY s.sort_key, s.mentee_id"
_PAGE = f"{_IN_ORDER} LIMIT 21"
_FIRST, _LAST = "", " AND (s.sort_key, s.mentee_id) > (:last_key, :last_id)"
_THEN = " AND s.begun_on <= :past"


def _words(column: str) -> str:
    """Each word behind the one before it in the index."""
    least = f"(SELECT min({column}) FROM standings WHERE programme_id = :programme"
    return (
        f"WITH RECURSIVE words(word) AS (SELECT {least})"
        f" UNION ALL SELECT {least} AND {column} > word) FROM words WHERE word IS NOT NULL)"
        " SELECT word FROM words"
    )


_WORDS = (_words("function_key"), _words("site_key"))


def _who(where: str) -> str:
    return (
        " IN (SELECT mentee_id FROM (SELECT s.mentee_id FROM standings s"
        f" WHERE s.programme_id = :programme{where}{_PAGE}) shown)"
    )


def _list(where: str) -> tuple[str, ...]:
    return (
        f"{_PEOPLE}{where}{_PAGE}",
        f"{_AGREED} WHERE m.programme_id = :programme AND m.mentee_id{_who(where)}",
        f"SELECT * FROM attainments WHERE programme_id = :programme AND mentee_id{_who(where)}",
        *_WORDS,
        f"{_RECEIPT}{where}{_PAGE}",
    )


def _figures(day: str) -> tuple[str, ...]:
    month = 'substr(CAST("on" AS TEXT), 1, 7)'
    return (
        f"SELECT measure, {month}, sum(amount) FROM tallies"
        f' WHERE programme_id = :programme AND "on" <= :{day} GROUP BY measure, {month}',
    )


_PAST_LIST = (
    f"{_PEOPLE}{_THEN}{_PAGE}",
    f"{_AGREED} WHERE m.programme_id = :programme AND m.mentee_id{_who(_THEN)}",
    f"{_MOVED} WHERE m.programme_id = :programme AND m.mentee_id{_who(_THEN)}",
    f"{_STATED} WHERE o.programme_id = :programme AND o.mentee_id{_who(_THEN)}",
    "SELECT v.* FROM coaching_session_versions v JOIN pairings m ON m.id = v.pairing_id"
    f" WHERE m.programme_id = :programme AND m.mentee_id{_who(_THEN)}",
    *_WORDS,
    f"{_RECEIPT}{_THEN}{_PAGE}",
)
_GROUPS = (
    "SELECT function_key, site_key, level, language, purpose, headline,"
    " substr(CAST(begun_on AS TEXT), 1, 7), count(*),"
    " sum(CASE WHEN target_met THEN 1 ELSE 0 END), sum(held), sum(total)"
    " FROM standings WHERE programme_id = :programme GROUP BY 1, 2, 3, 4, 5, 6, 7"
)
_EVERYBODY = (
    f"{_PEOPLE}{_IN_ORDER}",
    f"{_AGREED} WHERE m.programme_id = :programme",
    "SELECT * FROM attainments WHERE programme_id = :programme",
    _EVENT,
    _RECEIPT,
)
FLOORS: Mapping[str, Sequence[str]] = {
    "sign-in": _SIGN_IN,
    "pairings of a mentor with 5": (*_WHO, _PAIRINGS),
    "pairings of a mentor with 200": (*_WHO, _PAIRINGS),
    "session log": (*_WHO, *_LOGGED),
    "mentee report": (*_WHO, *_REPORT),
    "dashboard, today": (*_WHO, *_figures("today"), *_list(_FIRST)),
    "dashboard, past date": (*_WHO, *_figures("past"), *_PAST_LIST),
    "list, first page": (*_WHO, *_figures("today"), *_list(_FIRST)),
    "list, last page": (*_WHO, *_list(_LAST)),
    "group table": (*_WHO, _GROUPS),
    "CSV of all": (*_WHO, *_EVERYBODY),
}
