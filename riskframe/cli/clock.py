"""The only place that asks what day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from riskframe.cli.usage import WrongUsage


def today(said: str | None = None, setting: date | None = None) -> date:
    """The day of this run: as said, as set (RISKFRAME_TODAY), by SOURCE_DATE_EPOCH, or now; all in UTC."""
    if said is not None:
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise WrongUsage(f'"{said}" is not a date', "dates are written YYYY-MM-DD") from None
    if setting is not None:
        return setting
    moment = _epoch()
    return (moment or datetime.now(UTC)).date()


def stamp() -> str | None:
    """The date that documents carry, where SOURCE_DATE_EPOCH sets one; theirs is the day of the assessment otherwise."""
    moment = _epoch()
    return moment.isoformat() if moment else None


def _epoch() -> datetime | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise WrongUsage(f'SOURCE_DATE_EPOCH is "{epoch}", which is no number of seconds since 1970') from None
