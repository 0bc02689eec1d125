"""`--ledger` and `history`: what is recorded and shown, and that nothing acknowledged is lost."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from riskframe.ledger.entry import FIRST, Row, broken_at, canonical, chained
from riskframe.ledger.history import chains, moved
from riskframe.ledger.store import LedgerFault, opened
from tests.cli.conftest import SMALL, Run
from tests.cli.test_gate import ON, proposing
from tests.cli.test_gate_report import waived

PROCESS = [sys.executable, "-m", "riskframe"]


def rows_of(place: str = "l.db") -> list[Row]:
    with opened(place, write=False) as store:
        rows = store.rows()
    assert broken_at(rows) is None
    return rows


def test_assessments_and_judgements_are_recorded_and_shown(rf: Run, small: Path) -> None:
    assert rf("assess", small, "--ledger", "l.db", "-q").code == 0
    shut = rf("gate", small, *ON, "--ledger", "l.db", "-o", "kept", "-f", "json")
    assert shut.code == 4
    assert rf(*waived(rf, small), "--ledger", "l.db").code == 0
    rows = rows_of()
    assert f"ledger: row 2, digest {rows[1].digest}" in shut.err
    said = [row.said for row in rows]
    assert [(e["command"], e["exit_code"]) for e in said] == [("assess", None), ("gate", 4), ("gate", 0)]
    assert said[1]["result_sha256"] == hashlib.sha256(Path("kept/model.json").read_bytes()).hexdigest()
    shown = rf("history", "l.db")
    flat = " ".join(shown.out.split())
    assert shown.code == 0
    assert "dissent of Evaluation lead: Too soon." in flat
    assert "waiver waiver-1" in flat
    assert "gate shut, exit code 4" in flat
    assert len(re.findall(r"^  2026-\d\d-\d\d \S+ [.#>o ]+ \S+$", shown.out, re.MULTILINE)) >= 2


def test_history_as_data_and_pictures(rf: Run, small: Path) -> None:
    for option in ("api", "open_weights"):
        rf("gate", proposing(small, option), *ON, "--ledger", "l.db")
    assert [one["option"] for one in json.loads(rf("history", "l.db", "-f", "json").out)] == ["api", "open_weights"]
    svg = rf("history", "l.db", "-f", "svg").out
    assert svg.startswith("<svg")
    assert svg.count(">2026-02-01<") == 2
    assert rf("history", "l.db", "-f", "html", "-o", "h.html").code == 0
    page = Path("h.html").read_text(encoding="utf-8")
    assert svg.strip() in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", ""), "it loads nothing"
    assert rf("history", "l.db", "--model", "Another").out == "nothing is recorded\n"
    assert rf("history", "l.db", "-f", "pdf").code == 2


def test_baselines_that_move_and_chains_of_no_worse_than(rf: Run, small: Path) -> None:
    def release(name: str, baseline: str) -> None:
        text = (SMALL / "model.yaml").read_text(encoding="utf-8")
        text = text.replace("name: Sample,", f"name: {name},").replace("name: Other 7B", f"name: {baseline}")
        small.write_text(text, encoding="utf-8")
        assert rf("gate", small, *ON, "--ledger", "l.db").code == 4

    release("Alpha", "Other 7B")
    release("Beta", "Alpha")
    release("Gamma", "Beta")
    rows = rows_of()
    (two, three) = chains(rows)
    assert (two.number, two.names) == (2, ("Alpha", "Other 7B"))
    assert (three.number, three.names) == (3, ("Beta", "Alpha", "Other 7B"))
    release("Gamma", "Newer 9B")
    (change,) = moved(rows_of())
    assert (change.number, change.was, change.now) == (4, "Beta (since 2025-06-01)", "Newer 9B (since 2025-06-01)")
    shown = " ".join(rf("history", "l.db").out.split())
    assert "no worse than Beta, which was no worse than Alpha, which was no worse than Other 7B: 3 steps" in shown
    assert "Beta (since 2025-06-01) became Newer 9B" in shown


def test_rows_cannot_be_changed_or_taken_out(rf: Run, small: Path) -> None:
    for _ in range(3):
        rf("gate", small, *ON, "--ledger", "l.db")
    base = sqlite3.connect("l.db", isolation_level=None)
    for statement in ("UPDATE riskframe_ledger SET entry = '{}'", "DELETE FROM riskframe_ledger WHERE number = 3"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            base.execute(statement)
    base.execute("DROP TRIGGER riskframe_ledger_no_update")
    base.execute("DROP TRIGGER riskframe_ledger_no_delete")
    last = rows_of()[-1].digest
    base.execute("DELETE FROM riskframe_ledger WHERE number = 3")
    base.close()
    assert rf("history", "l.db").code == 0, "a row taken off the end is seen by its digest alone"
    gone = rf("history", "l.db", "--head", last)
    assert (gone.code, "no row has the digest" in gone.err) == (7, True)


@pytest.mark.parametrize("statement", [
    "UPDATE riskframe_ledger SET entry = replace(entry, '\"exit_code\":4', '\"exit_code\":0') WHERE number = 2",
    "DELETE FROM riskframe_ledger WHERE number = 1",
    "UPDATE riskframe_ledger SET number = 9 WHERE number = 2",
])  # fmt: skip
def test_who_goes_round_the_triggers_is_seen(rf: Run, small: Path, statement: str) -> None:
    for _ in range(3):
        rf("gate", small, *ON, "--ledger", "l.db")
    base = sqlite3.connect("l.db", isolation_level=None)
    base.execute("DROP TRIGGER riskframe_ledger_no_update")
    base.execute("DROP TRIGGER riskframe_ledger_no_delete")
    assert base.execute(statement).rowcount == 1
    base.close()
    done = rf("history", "l.db")
    assert (done.code, done.out) == (7, "")
    assert "does not hold" in done.err


def test_a_result_is_known_by_its_bytes(rf: Run, small: Path) -> None:
    rf("gate", small, *ON, "--ledger", "l.db", "-o", "kept", "-f", "json")
    kept = Path("kept/model.json")
    assert rf("history", "l.db", "--result", kept).code == 0
    content = kept.read_bytes()
    for place in range(0, len(content), max(1, len(content) // 25)):
        kept.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert rf("history", "l.db", "--result", kept).code == 7


def test_every_byte_of_an_entry_is_pinned() -> None:
    row = chained(1, FIRST, canonical({"a": "é", "b": [1, None]}))
    for place in range(len(row.entry)):
        other = row.entry[:place] + ("x" if row.entry[place] != "x" else "y") + row.entry[place + 1 :]
        assert broken_at([Row(1, other, row.previous, row.digest)]) is not None


def test_a_ledger_that_cannot_be_written_shuts_the_gate(rf: Run, small: Path) -> None:
    Path("no.db").write_text("this is no database, and long enough to be seen as none " * 40, encoding="utf-8")
    done = rf("gate", proposing(small, "api"), *ON, "--ledger", "no.db")
    assert done.code == 5
    assert "cannot be written" in done.err
    assert rf("gate", proposing(small, "api"), *ON, "--ledger", "no/where/l.db").code == 5
    assert rf("history", "not-there.db").code == 7


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "RISKFRAME_RUBRIC": str(SMALL), "PYTHONPATH": str(Path(__file__).parents[2])}


def test_writers_at_once_lose_nothing(small: Path) -> None:
    command = [*PROCESS, "gate", str(proposing(small, "api")), *ON, "--ledger", "l.db"]
    running = [
        subprocess.Popen(command, env=environment(small), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(5)
    ]
    told = [process.communicate(timeout=120)[1] for process in running]
    assert [process.returncode for process in running] == [0] * 5
    acknowledged = {found for text in told for found in re.findall(r"digest ([0-9a-f]{64})", text)}
    assert {row.digest for row in rows_of()} == acknowledged
    assert len(acknowledged) == 5


APPENDING = """
import sys
from riskframe.ledger.store import opened
with opened(sys.argv[1]) as store:
    n = 0
    while True:
        row = store.append([{"model": "m" * int(sys.argv[2]), "n": n}])[0]
        print(row.digest, flush=True)
        n += 1
"""


def test_a_killed_process_loses_nothing_acknowledged(small: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", APPENDING, "l.db", "50"], env=environment(small), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(25)]
    process.send_signal(signal.SIGKILL)
    told += process.stdout.read().split()
    process.stdout.close()
    process.wait()
    kept = [row.digest for row in rows_of()]
    assert kept[: len(told)] == told, "what was printed is there; one more may be"
    assert len(kept) <= len(told) + 1
    with opened("l.db") as store:
        assert store.append([{"model": "after"}])[0].number == len(kept) + 1


def test_a_full_disk_loses_nothing_acknowledged_and_is_told(small: Path) -> None:
    """No file may grow beyond 300 kB in the process, which is what a full disk looks like to it."""

    def narrow() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    def narrower() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = subprocess.run(
        [sys.executable, "-c", APPENDING, "l.db", "9000"], env=environment(small), preexec_fn=narrow,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "LedgerFault" in done.stderr
    told = done.stdout.split()
    assert len(told) > 5
    assert [row.digest for row in rows_of()] == told
    done = subprocess.run(
        [*PROCESS, "gate", str(proposing(small, "api")), *ON, "--ledger", "l.db"], env=environment(small),
        preexec_fn=narrower,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 5, "an open gate that could not be recorded is not green"
    assert [row.digest for row in rows_of()] == told


# --- PostgreSQL


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of this machine's own, in a temporary folder and on loopback."""
    found = [shutil.which("initdb"), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))]
    tools = [Path(one).resolve().parent for one in found if one]
    tools = [one for one in tools if (one / "pg_ctl").exists()]
    if not tools:
        pytest.skip("no PostgreSQL on this machine")
    user = None
    if os.getuid() == 0:
        user = next((u.pw_name for u in pwd.getpwall() if u.pw_name in ("postgres", "nobody")), None)
        if user is None:
            pytest.skip("PostgreSQL does not run as root, and there is nobody else")
    folder = Path("/tmp") / f"rf-pg-{os.getpid()}"  # noqa: S108 - the user below root's cannot enter pytest's folders
    folder.mkdir(mode=0o700)
    if user is not None:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str | Path) -> None:
        subprocess.run(command, cwd=folder, user=user, check=True, timeout=120, stdout=subprocess.DEVNULL)

    data = folder / "d"
    try:
        run(tools[0] / "initdb", "-D", data, "-U", "rf", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        run(tools[0] / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://rf@127.0.0.1:{port}/postgres"
        finally:
            run(tools[0] / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_postgres_by_the_same_code(rf: Run, small: Path, server: str) -> None:
    import psycopg

    for option in ("api", "open_weights"):
        rf("gate", proposing(small, option), *ON, "--ledger", server)
    rows = rows_of(server)
    assert [row.said["option"] for row in rows] == ["api", "open_weights"]
    assert rf("history", server).code == 0
    with psycopg.connect(server) as base:
        for statement in (
            "UPDATE riskframe_ledger SET entry = '{}'",
            "DELETE FROM riskframe_ledger",
            "TRUNCATE riskframe_ledger",
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
                base.execute(statement)
            base.rollback()
        base.execute("ALTER TABLE riskframe_ledger DISABLE TRIGGER ALL")
        base.execute("UPDATE riskframe_ledger SET entry = replace(entry, 'api', 'apj') WHERE number = 1")
    assert rf("history", server).code == 7
    with psycopg.connect(server) as base:
        base.execute("CREATE ROLE pipeline LOGIN")
        base.execute("GRANT SELECT, INSERT ON riskframe_ledger TO pipeline")
    with opened(server.replace("rf@", "pipeline@")) as store:
        assert store.append([{"model": "m"}])[0].number == 3, "whoever appends needs no more rights than that"
    with psycopg.connect(server) as base:
        base.execute("DROP TABLE riskframe_ledger")


def test_postgres_takes_writers_at_once_and_keeps_what_a_killed_one_was_told(small: Path, server: str) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", APPENDING, server, "50"], env=environment(small), stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    told: list[str] = []
    for process in running:
        assert process.stdout is not None
        told += [process.stdout.readline().strip() for _ in range(10)]
    for process in running:
        process.kill()
        assert process.stdout is not None
        told += process.stdout.read().split()
        process.stdout.close()
        process.wait()
    time.sleep(0.5)  # the server notices that they went
    assert set(told) <= {row.digest for row in rows_of(server)}


def test_an_address_that_leads_nowhere_shows_no_password(rf: Run, small: Path) -> None:
    done = rf("gate", proposing(small, "api"), *ON, "--ledger", "postgresql://rf:secret@127.0.0.1:1/none")
    assert done.code == 5
    assert "secret" not in done.err + done.out
    with pytest.raises(LedgerFault), opened("postgresql://rf:secret@127.0.0.1:1/none"):
        pass
