"""A whole portfolio: what is left of it is done, here by processes or on a cluster, and summed up."""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskframe.diagnostics import Diagnostic, InvalidInput
from riskframe.loading.atomic import write_files
from riskframe.portfolio.codes import check_codes
from riskframe.portfolio.shards import Piece, Portfolio, described, json_bytes
from riskframe.portfolio.work import COUNTED, Done, Settings, work
from riskframe.report.csv import Table, to_csv

ROUNDS = 3
"""How often a piece is tried again after whoever did it was killed."""

Doing = Callable[[Sequence[Piece], Settings], Iterator[Done]]
"""A way of doing pieces; it gives each as it is finished, in any order."""


@dataclass(frozen=True)
class Total:
    """What came of a portfolio. `counts`: (start, aim, verdict) -> rows; `fresh`: pieces done by this run."""

    rows: int
    refused: int
    counts: dict[tuple[str, str, str], int]
    pieces: int
    fresh: int


def assess_portfolio(
    portfolio: Portfolio,
    settings: Settings,
    doing: Doing,
    *,
    restart: bool = False,
    seen: Callable[[int, int], None] | None = None,
) -> Total:
    """Do what is left of a portfolio and write the summary. A second run over the same does only what is missing.

    seen(done, of): told after every piece. Raises InvalidInput where the folder holds another run, unless `restart`.
    """
    run, folder = settings.folder, settings.folder.folder
    purpose = "codes" if settings.pack_only else "verdicts"
    wanted = described(portfolio, settings.rubric, shares=settings.shares, purpose=purpose)
    wanted["codes"] = settings.pack_only or (settings.keep_codes and portfolio.kind != "codes")
    _apart(portfolio, folder)
    before = run.manifest()
    if portfolio.kind == "codes" and portfolio.pieces:
        _check(portfolio, settings)
    ours = before is not None and "purpose" in before
    if restart and ours:
        _clear(folder)
        before = None
    if before is not None and {k: before.get(k) for k in wanted} != wanted:
        raise InvalidInput([_another(folder, before, wanted)])
    if before is None:
        if not ours and folder.exists() and any(not _left_over(p) for p in folder.iterdir()):
            raise InvalidInput(
                [Diagnostic("E151", f"{folder} is not empty and holds no run", hint="choose a new folder")]
            )
        write_files({folder / "manifest.json": json_bytes(wanted)})
    finished = {p.index: there for p in portfolio.pieces if (there := run.finished(p.index)) is not None}
    missing = [p for p in portfolio.pieces if p.index not in finished]
    of, fresh = len(portfolio.pieces), 0
    if seen:
        seen(of - len(missing), of)
    for done in doing(missing, settings):
        finished[done.index], fresh = vars(done), fresh + 1
        if seen:
            seen(of - len(missing) + fresh, of)
    counts: Counter[tuple[str, str, str]] = Counter()
    for found in finished.values():
        for key, rows in found["counts"].items():
            start, aim, verdict = key.split("|")
            counts[start, aim, verdict] += rows
    total = Total(
        sum(f["rows"] for f in finished.values()), sum(f["refused"] for f in finished.values()), dict(counts), of, fresh
    )
    _sum_up(settings, portfolio, total)
    write_files({folder / "manifest.json": json_bytes({**wanted, "rows": total.rows, "refused": total.refused})})
    return total


def _left_over(path: Path) -> bool:
    """Whether it is what a killed process left of a manifest."""
    return path.name.startswith(".manifest.json.") and path.suffix == ".tmp"


def _apart(portfolio: Portfolio, folder: Path) -> None:
    """Raises InvalidInput where the run would write into what it reads, or what it reads lies in what --restart clears."""
    source, target = Path(portfolio.path).resolve(), folder.resolve()
    if target == source or source in target.parents or target in source.parents:
        message = f"{portfolio.path} and {folder} lie in each other"
        raise InvalidInput([Diagnostic("E151", message, hint="choose a folder of its own for what is written")])


def _check(portfolio: Portfolio, settings: Settings) -> None:
    """Raises WrongTable for codes of another rubric, before anything is written."""
    import pyarrow.parquet as pq

    for path in sorted({piece.path for piece in portfolio.pieces}):
        check_codes(pq.read_schema(path), settings.rubric, shares=settings.shares)


def _another(folder: Path, there: dict[str, object], wanted: dict[str, object]) -> Diagnostic:
    named = {"firsts": "--rows", "pieces": "--rows", "purpose": "what was asked", "codes": "whether codes are kept"}
    differs = ", ".join(sorted({named.get(k, k) for k in wanted if there.get(k) != wanted[k]}))
    return Diagnostic(
        "E151",
        f"{folder} holds a run over something else: {differs} differ",
        hint="choose another folder, or --restart",
    )


OURS = ("codes", "verdicts", "refused", "done")


def _clear(folder: Path) -> None:
    """Remove what a run wrote, and nothing else. Its manifest goes last: without it the folder is somebody's."""
    for name in OURS:
        for part in (folder / name).glob("part-*"):
            part.unlink()
    for name in ("summary.csv", "refused.csv", "manifest.json"):
        (folder / name).unlink(missing_ok=True)


def _sum_up(settings: Settings, portfolio: Portfolio, total: Total) -> None:
    run, folder = settings.folder, settings.folder.folder
    for name in OURS:  # what a killed process left half-written
        for stale in (folder / name).glob(".*.tmp"):
            stale.unlink(missing_ok=True)
    if not settings.pack_only:
        place = settings.rubric.option_place
        order = sorted(total.counts, key=lambda k: (place[k[0]], place[k[1]], k[2]))
        counted: Table = [[*COUNTED, "rows"]]
        counted += ([start, aim, verdict, total.counts[start, aim, verdict]] for start, aim, verdict in order)
        write_files({folder / "summary.csv": to_csv(counted)})
    named = ("row", "id", "field", "code", "message", "faults")
    refused: Table = [[*named]]
    for piece in portfolio.pieces:
        with run.part("refused", piece.index, ".jsonl").open(encoding="utf-8") as lines:
            refused += ([found[k] for k in named] for found in map(json.loads, lines))
    write_files({folder / "refused.csv": to_csv(refused)})


# -- ways of doing pieces


def one_by_one(pieces: Sequence[Piece], settings: Settings) -> Iterator[Done]:
    """In this process."""
    for piece in pieces:
        yield work(piece, settings)


_GIVEN: list[Settings] = []
"""In a process of a pool: what it was started with. A rubric is large, and sent with each piece it would cost a tenth of the run."""


def _begin(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started the pool is interrupted, and ends it
    _GIVEN.append(settings)


def _killed(times: int) -> Diagnostic:
    message = f"processes were killed {times} times before any finished a piece; the machine may lack memory"
    return Diagnostic(
        "E151", message, hint="fewer --jobs, or fewer --rows with a new folder; the same command goes on from here"
    )


def _one(piece: Piece) -> Done:
    return work(piece, _GIVEN[0])


def in_processes(jobs: int) -> Doing:
    """In processes of this machine. A process that is killed costs what it had not finished: it is done again."""

    def doing(pieces: Sequence[Piece], settings: Settings) -> Iterator[Done]:
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool
        from multiprocessing import get_context

        if min(jobs, len(pieces)) <= 1:
            yield from one_by_one(pieces, settings)
            return
        # One thread each: the products are small, and threads of two processes would fight over the same cores.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_IO_THREADS"):
            os.environ.setdefault(name, "1")
        left = {p.index: p for p in pieces}
        broken = 0
        while left:
            number, how = min(jobs, len(left)), get_context("spawn")
            pool = ProcessPoolExecutor(number, mp_context=how, initializer=_begin, initargs=(settings,))
            try:
                for future in as_completed([pool.submit(_one, piece) for piece in left.values()]):
                    done = future.result()
                    del left[done.index]
                    broken = 0
                    yield done
            except BrokenProcessPool:
                broken += 1
                if broken == ROUNDS:
                    raise InvalidInput([_killed(broken)]) from None
            finally:  # also when it is interrupted: what has not begun is left
                pool.shutdown(cancel_futures=True)

    return doing


def on_cluster(scheduler: str, jobs: int) -> Doing:
    """On a Dask cluster: the address of a scheduler whose workers see the same files, or `local` for one on this machine."""

    def doing(pieces: Sequence[Piece], settings: Settings) -> Iterator[Done]:
        from distributed import Client, LocalCluster, as_completed

        if not pieces:
            return
        with ExitStack() as opened:
            where: Any = scheduler
            if scheduler == "local":
                where = opened.enter_context(LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None))  # type: ignore[no-untyped-call]
            try:
                client = opened.enter_context(Client(where))  # type: ignore[no-untyped-call]
            except (OSError, ValueError, TypeError) as error:
                hint = "an address is like tcp://10.0.0.5:8786; `local` starts a cluster on this machine"
                message = f"no scheduler answers at {scheduler}: {error}"
                raise InvalidInput([Diagnostic("E103", message, hint=hint)]) from None
            (shared,) = client.scatter([settings], broadcast=True)
            futures = client.map(work, pieces, settings=shared, pure=False, retries=ROUNDS)
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                yield future.result()

    return doing
