"""garak: report JSONL and hit log, 0.9 to 0.17, read line by line in constant memory.

Format: https://github.com/NVIDIA/garak (garak/attempt.py, garak/evaluators/base.py). Attempts hold prompts and outputs, so
only how many there are is kept. A value is the share of evaluated outputs in which a detector saw what the probe was after.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result, Run
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, day, label, looks_broken, mapping, number

_FIRST = {"config", "start_run setup", "init", "attempt", "eval"}
_EVALUATED = 2
"""The status of an attempt once its outputs are judged; the same attempt was written before with status 1."""

_HIT = {"prompt", "output", "probe", "detector", "attempt_id"}
_MOST = 20_000
"""Evaluations, probes or tags; garak has some 200 probes."""


class _Garak:
    name = "garak"
    title = "garak reports and hit logs"

    def recognise(self, file: InputFile) -> float:
        first = _object(file.head.lstrip().split(b"\n", 1)[0])
        if set(first) >= _HIT:
            return CERTAIN
        kind = first.get("entry_type")
        return CERTAIN if isinstance(kind, str) and kind in _FIRST else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        first = _object(file.head.lstrip().split(b"\n", 1)[0])
        yield from _hits(file) if set(first) >= _HIT else _report(file)


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        return mapping(json.loads(line))
    except (ValueError, RecursionError):
        return {}


@dataclass
class _Read:
    """What a pass over the lines leaves behind: counts and the few lines without texts."""

    version: str | None = None
    started: object = None
    run: str | None = None
    kind: str | None = None
    model: str | None = None
    complete: bool = False
    capped: bool = False
    bad: int = 0
    first_bad: int = 0
    evaluations: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    attempts: Counter[str] = field(default_factory=Counter)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: Counter[str] = field(default_factory=Counter)


def _report(file: InputFile) -> Iterator[Item]:
    read = _Read()
    loads = json.loads
    for at, line in file.lines():
        entry: Any = None
        try:
            entry = loads(line) if line is not None else None
            kind = entry["entry_type"] if entry.__class__ is dict else None
        except (ValueError, KeyError, RecursionError):
            kind = None
        if kind == "attempt":
            if entry.get("status") == _EVALUATED:
                _count(read, entry.get("probe_classname"))
        elif kind is not None:
            _entry(read, at, kind, entry)
        elif line is None or line.strip():
            read.bad += 1
            read.first_bad = read.first_bad or at
    if not read.evaluations:
        tried = f"{sum(read.attempts.values()):,} attempts were judged and " if read.attempts else ""
        raise Refused(f"{tried}no evaluation was written: the run broke off", "run garak again to its end")
    yield from _remarks(read)
    for at, evaluation in read.evaluations:
        yield from _evaluation(read, at, evaluation)
    yield from _several(read)


def _count(read: _Read, probe: object) -> None:
    read.attempts[probe if isinstance(probe, str) and len(probe) < 200 else "?"] += 1
    if len(read.attempts) > _MOST:
        raise Refused(f"it names more than {_MOST:,} probes")


def _entry(read: _Read, at: int, kind: object, entry: Mapping[str, Any]) -> None:
    """Every line but the attempts."""
    if kind == "eval":
        read.evaluations.append((at, entry))
        if len(read.evaluations) > _MOST:
            raise Refused(f"it holds more than {_MOST:,} evaluations")
    elif kind in ("start_run setup", "config"):
        read.kind = label(entry.get("plugins.target_type", entry.get("plugins.model_type", entry.get("model_type"))))
        read.model = label(entry.get("plugins.target_name", entry.get("plugins.model_name", entry.get("model_name"))))
        read.version = read.version or label(entry.get("_config.version"))
        read.capped = entry.get("run.soft_probe_prompt_cap") is not None
    elif kind == "init":
        read.version = label(entry.get("garak_version")) or read.version
        read.started, read.run = entry.get("start_time"), label(entry.get("run"))
    elif kind == "plugin_cache":
        for name, probe in mapping(mapping(entry.get("plugin_cache")).get("probes")).items():
            tags = mapping(probe).get("tags")
            if isinstance(tags, list) and len(read.tags) < _MOST:
                read.tags[name.removeprefix("probes.")] = tuple(filter(None, map(label, tags[:50])))
    elif kind == "completion":
        read.complete = True
    elif kind not in ("digest", "payload_init", "probe_summary"):
        read.unknown[label(kind) or "?"] += 1
        if len(read.unknown) > _MOST:
            raise Refused("its lines are of too many kinds")


def _remarks(read: _Read) -> Iterator[Remark]:
    for about, given in (("garak_version", read.version), ("target", read.kind), ("start_time", day(read.started))):
        if given is None:
            yield Remark(kind="missing", about=about, reason="not given")
    if read.bad:
        reason = f"{read.bad:,} lines are no JSON object with an entry_type, the first is line {read.first_bad:,}"
        yield Remark(kind="refused", about="lines", reason=reason)
    if not read.complete and not _before_completion(read.version):
        yield Remark(kind="missing", about="completion", reason="the run was not finished: probes may be missing")
    if read.capped:
        yield Remark(
            kind="note", about="soft_probe_prompt_cap", reason="the probes may have used only some of their prompts"
        )
    for kind, number_of in sorted(read.unknown.items()):
        reason = f"{number_of:,} lines of a kind that is not known"
        yield Remark(kind="unmapped", about=kind, reason=reason)
    done = {label(evaluation.get("probe")) for _, evaluation in read.evaluations}
    for probe in sorted(set(read.attempts) - done - {None, "?"}):
        reason = f"{read.attempts[probe]:,} attempts were judged, and no evaluation was written"
        yield Remark(kind="missing", about=label(probe) or "probe", reason=reason)


def _before_completion(version: str | None) -> bool:
    """garak wrote no last line before 0.10, so that a report without one may be complete."""
    return version is not None and version.startswith("0.9.")


def _evaluation(read: _Read, at: int, entry: Mapping[str, Any]) -> Iterator[Item]:
    probe, detector = label(entry.get("probe")), label(entry.get("detector"))
    where = f"line {at}"
    passed = count(entry.get("passed"))
    evaluated = count(entry.get("total_evaluated", entry.get("total")))
    if probe is None or detector is None or passed is None or evaluated is None or passed > evaluated:
        yield Remark(kind="refused", about=where, reason="an evaluation without probe, detector or counts that fit")
        return
    detector = detector.removeprefix("detector.")
    fails = evaluated - passed
    if entry.get("fails") is not None and count(entry.get("fails")) != fails:
        reason = "passed and fails do not add up to the number evaluated; not used"
        yield Remark(kind="refused", about=f"{where}: {probe}", reason=reason)
        return
    value = fails / evaluated if evaluated else None
    nones, processed = count(entry.get("nones")), count(entry.get("total_processed"))
    planned = processed if processed is not None else None if nones is None else evaluated + nones
    if planned is not None and planned < evaluated:
        planned = None
    lower, upper = number(entry.get("confidence_lower")), number(entry.get("confidence_upper"))
    level = number(entry.get("confidence"))
    bounded = lower is not None and upper is not None and 0 <= lower <= upper <= 1
    cautions: list[Caution] = ["direction_unknown", "model_unbound"]
    cautions += looks_broken(value, None, evaluated, 0.0, 1.0)
    cautions += ["self_test"] if probe.startswith("test.") or detector.startswith("always.") else []
    cautions += ["mock_model"] if (read.kind or "").startswith("test") else []
    cautions += ["partial_run"] if not read.complete and not _before_completion(read.version) else []
    cautions += ["limited_run"] if read.capped else []
    cautions += ["errored_samples"] if nones else []
    cautions += ["version_unknown"] if read.version is None else []
    result = Result(
        task=probe,
        metric="attack_success_rate",
        metric_kind="attack_success_rate",
        variant=detector,
        value=value,
        unit="proportion",
        minimum=0.0,
        maximum=1.0,
        uncertainty="confidence_interval" if bounded else None,
        lower=lower if bounded else None,
        upper=upper if bounded else None,
        confidence_level=level if bounded and level is not None and 0 < level < 1 else None,
        method=label(entry.get("confidence_method")) if bounded else None,
        samples_planned=planned,
        samples_completed=evaluated,
        samples_errored=nones,
    )
    yield Measurement(
        tool=Tool(name="garak", version=read.version),
        result=result,
        locator=where,
        date=day(read.started),
        model=_model(read.kind, read.model),
        run=Run(id=read.run, status="completed" if read.complete else None) if read.run or read.complete else None,
        cautions=tuple(cautions),
        tags=read.tags.get(probe, ()),
    )


def _model(kind: str | None, name: str | None) -> MeasuredModel | None:
    shown = label(" ".join(filter(None, (kind, name))))
    return MeasuredModel(name=shown) if shown else None


def _several(read: _Read) -> Iterator[Remark]:
    """Detectors that judge the same outputs: their counts are not independent."""
    judges = Counter(label(evaluation.get("probe")) for _, evaluation in read.evaluations)
    for probe, detectors in sorted((p, n) for p, n in judges.items() if p is not None and n > 1):
        reason = f"{detectors} detectors judge the same outputs; never pool them"
        yield Remark(kind="note", about=probe, reason=reason)


def _hits(file: InputFile) -> Iterator[Item]:
    hits: Counter[tuple[str, str, str]] = Counter()
    bad = 0
    run = None
    for _, line in file.lines():
        if line is not None and not line.strip():
            continue
        hit = _object(line or b"")
        probe, detector = label(hit.get("probe")), label(hit.get("detector"))
        if probe is None or detector is None:
            bad += 1
            continue
        run = run or label(hit.get("run_id"))
        hits[probe, detector.removeprefix("detector."), label(hit.get("generator")) or ""] += 1
        if len(hits) > _MOST:
            raise Refused(f"it names more than {_MOST:,} probes and detectors")
    if bad:
        yield Remark(kind="refused", about="lines", reason=f"{bad:,} lines are no hits")
    yield Remark(
        kind="missing", about="totals", reason="a hit log counts hits only; the report.jsonl of the run has the rates"
    )
    for (probe, detector, model), number_of in sorted(hits.items()):
        cautions: list[Caution] = ["direction_unknown", "model_unbound", "hits_only", "version_unknown"]
        cautions += ["self_test"] if probe.startswith("test.") or detector.startswith("always.") else []
        cautions += ["mock_model"] if model.startswith("test") else []
        yield Measurement(
            tool=Tool(name="garak"),
            result=Result(
                task=probe, metric="hits", variant=detector, value=float(number_of), unit="hits", minimum=0.0
            ),
            locator=f"lines of {probe}, {detector}",
            model=MeasuredModel(name=model) if model else None,
            run=Run(id=run) if run else None,
            cautions=tuple(cautions),
        )


IMPORTER = _Garak()
