"""Where a ledger lies: an SQLite file, or PostgreSQL through the same code.

A row is acknowledged once `append` returns: then it has been synced. Rows are only ever added; triggers refuse the rest, and
each row's digest covers all rows before it, so that whoever goes round the triggers is seen.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from riskframe.ledger.entry import FIRST, Row, canonical, chained

WAIT = 30
"""Seconds to wait for other writers."""


class LedgerFault(Exception):
    """The ledger cannot be reached, written or read."""


class PostgresMissing(LedgerFault):
    """The extra `postgres` is not installed."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What differs between the two."""

    mark: str
    begin: tuple[str, ...]
    create: tuple[str, ...]


_TABLE = (
    "CREATE TABLE IF NOT EXISTS riskframe_ledger (number INTEGER PRIMARY KEY, entry TEXT NOT NULL, "
    "previous TEXT NOT NULL UNIQUE, digest TEXT NOT NULL UNIQUE)"
)
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(7231987)"
"""Needs no rights on the table, unlike locking it. Released with the transaction."""
_SQLITE = _Kind(
    "?",
    ("BEGIN IMMEDIATE",),
    (
        _TABLE,
        *(
            f"CREATE TRIGGER IF NOT EXISTS riskframe_ledger_no_{what.lower()} BEFORE {what} ON riskframe_ledger "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for what in ("UPDATE", "DELETE")
        ),
    ),
)
_POSTGRES = _Kind(
    "%s",
    ("SET LOCAL synchronous_commit = on", _ONE_AT_A_TIME),
    (
        _ONE_AT_A_TIME,
        _TABLE,
        (
            "CREATE OR REPLACE FUNCTION riskframe_ledger_keep() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
        ),
        (
            "CREATE OR REPLACE TRIGGER riskframe_ledger_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON riskframe_ledger "
            "FOR EACH STATEMENT EXECUTE FUNCTION riskframe_ledger_keep()"
        ),
    ),
)


def is_postgres(place: str) -> bool:
    """Whether a place names a PostgreSQL database rather than a file."""
    return place.startswith(("postgresql://", "postgres://"))


class Store:
    """An open ledger. Use `opened`."""

    def __init__(self, connection: Any, kind: _Kind) -> None:
        self._connection, self._kind = connection, kind

    def append(self, entries: Sequence[dict[str, Any]]) -> list[Row]:
        """Add rows, all or none. When it returns they outlast a killed process and a power cut."""
        cursor = self._connection.cursor()
        try:
            for statement in self._kind.begin:
                cursor.execute(statement)
            cursor.execute("SELECT number, digest FROM riskframe_ledger ORDER BY number DESC LIMIT 1")
            number, before = cursor.fetchone() or (0, FIRST)
            made = []
            for entry in entries:
                row = chained(number + 1, before, canonical(entry))
                mark = self._kind.mark
                cursor.execute(
                    f"INSERT INTO riskframe_ledger VALUES ({mark}, {mark}, {mark}, {mark})",  # noqa: S608 - our own marks
                    (row.number, row.entry, row.previous, row.digest),
                )
                made.append(row)
                number, before = row.number, row.digest
            self._connection.commit()
        except BaseException:
            with suppress(Exception):
                self._connection.rollback()
            raise
        return made

    def rows(self) -> list[Row]:
        """Every row, in order."""
        cursor = self._connection.cursor()
        cursor.execute("SELECT number, entry, previous, digest FROM riskframe_ledger ORDER BY number")
        return [Row(*found) for found in cursor.fetchall()]

    def create(self) -> None:
        """Make the table where there is none."""
        cursor = self._connection.cursor()
        if self._kind is _POSTGRES:
            cursor.execute("SELECT to_regclass('riskframe_ledger')")
            if cursor.fetchone()[0] is not None:
                self._connection.commit()
                return
        for statement in self._kind.create:
            cursor.execute(statement)
        self._connection.commit()


@contextmanager
def opened(place: str, *, write: bool = True) -> Iterator[Store]:
    """The ledger at a file or a `postgresql://` address; made where there is none and `write` says so.

    Raises LedgerFault for everything that the database says; an address with its password is never part of it.
    """
    connect = _postgres if is_postgres(place) else _sqlite
    connection, kind, error = connect(place, write=write)
    try:
        store = Store(connection, kind)
        if write:
            store.create()
        yield store
    except error as found:
        raise LedgerFault(" ".join(str(found).split()).lower()) from None
    finally:
        connection.close()


def _sqlite(place: str, *, write: bool) -> tuple[Any, _Kind, type[Exception]]:
    import sqlite3
    from urllib.parse import quote

    mode = "rwc" if write else "ro"
    try:
        connection = sqlite3.connect(
            f"file:{quote(os.fspath(place))}?mode={mode}", uri=True, timeout=WAIT, isolation_level=None
        )
        if write:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # every commit is synced, not only checkpoints
    except sqlite3.Error as found:
        raise LedgerFault(str(found).lower()) from None
    return connection, _SQLITE, sqlite3.Error


def _postgres(place: str, *, write: bool) -> tuple[Any, _Kind, type[Exception]]:
    try:
        import psycopg
    except ImportError:
        raise PostgresMissing("PostgreSQL needs the extra: pip install 'riskframe[postgres]'") from None
    try:
        connection = psycopg.connect(place, connect_timeout=WAIT)
        connection.read_only = not write
    except psycopg.Error:
        # What psycopg says may hold the address.
        raise LedgerFault("the database cannot be reached") from None
    return connection, _POSTGRES, psycopg.Error
