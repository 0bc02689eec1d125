"""promptfoo: the output JSON of an evaluation, results versions 2 and 3.

Format: https://www.promptfoo.dev/docs/configuration/outputs/. A row passes when the author's assertions do, so what a
pass means is the author's; in red-team runs it means that the attack was resisted. Rows hold prompts, variables and
answers, and the configuration may hold keys of services: only counts, scores and names of plugins are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from riskframe.evidence import Caution, MeasuredModel, Result, Run
from riskframe.intake.file import InputFile
from riskframe.intake.protocol import CERTAIN, NO
from riskframe.intake.records import Item, Measurement, Refused, Remark, Tool
from riskframe.intake.values import count, day, label, looks_broken, mapping, number

_ERRORED = 2
"""promptfoo's `failureReason` of a row that was not judged."""


class _Promptfoo:
    name = "promptfoo"
    title = "promptfoo results"

    def recognise(self, file: InputFile) -> float:
        keys = set(file.keys)
        return CERTAIN if "results" in keys and keys & {"evalId", "shareableUrl"} else NO

    def read(self, file: InputFile) -> Iterator[Item]:
        document = mapping(file.json())
        results = mapping(document.get("results"))
        rows, stats = results.get("results"), mapping(results.get("stats"))
        if not isinstance(rows, list) or not rows:
            raise Refused("it has no rows of results", "export a finished evaluation: promptfoo eval -o results.json")
        if not stats:
            raise Refused("it has no statistics, so it was not written by promptfoo as it stands")
        run = _Run(document, results, stats, [row for row in rows if isinstance(row, dict)])
        yield from run.missing()
        yield from run.measurements()


@dataclass
class _Tally:
    """Rows of one provider and one plugin."""

    passed: int = 0
    failed: int = 0
    errored: int = 0
    scores: dict[str, list[float]] = field(default_factory=dict)

    def add(self, row: Mapping[str, Any]) -> None:
        if row.get("failureReason") == _ERRORED:
            self.errored += 1
            return
        if row.get("success") is True:
            self.passed += 1
        else:
            self.failed += 1
        for name, score in mapping(row.get("namedScores")).items():
            value, shown = number(score), label(name)
            if value is not None and shown is not None:
                self.scores.setdefault(shown, []).append(value)


class _Run:
    def __init__(
        self,
        document: Mapping[str, Any],
        results: Mapping[str, Any],
        stats: Mapping[str, Any],
        rows: list[dict[str, Any]],
    ) -> None:
        self.tool = Tool(name="promptfoo", version=label(mapping(document.get("metadata")).get("promptfooVersion")))
        self.date = day(results.get("timestamp"))
        self.id = label(document.get("evalId"))
        self.tallies: dict[tuple[str | None, str | None], _Tally] = {}
        for row in rows:
            self.tallies.setdefault((_provider(row), _plugin(row)), _Tally()).add(row)
        # promptfoo's own provider that gives the prompt back.
        self.echoes = {_provider(row) for row in rows if _id(row) == "echo"}
        all_of = self.tallies.values()
        found = sum(t.passed for t in all_of), sum(t.failed + t.errored for t in all_of)
        said = count(stats.get("successes")), (count(stats.get("failures")) or 0) + (count(stats.get("errors")) or 0)
        self.agree = found == said

    def missing(self) -> Iterator[Remark]:
        for about, given in (("metadata.promptfooVersion", self.tool.version), ("results.timestamp", self.date)):
            if given is None:
                yield Remark(kind="missing", about=about, reason="not given")
        if not self.agree:
            reason = "its statistics count other passes and failures than its rows show"
            yield Remark(kind="note", about="results.stats", reason=reason)
        yield Remark(kind="note", about="success", reason="a pass is what the author's assertions call one")

    def measurements(self) -> Iterator[Measurement]:
        for (provider, plugin), tally in self.tallies.items():
            judged = tally.passed + tally.failed
            share = tally.passed / judged if judged else None
            yield self._one(provider, plugin, "pass_rate", share, judged, tally.errored, kind="pass_rate")
            for name, scores in tally.scores.items():
                mean = sum(scores) / len(scores)
                yield self._one(provider, plugin, f"named score {name}"[:160], mean, len(scores), None, kind=None)

    def _one(
        self, provider: str | None, plugin: str | None, metric: str, value: float | None, n: int, errored: int | None, *,
        kind: str | None,
    ) -> Measurement:  # fmt: skip
        cautions: list[Caution] = ["direction_unknown", "model_unbound"]
        cautions += looks_broken(value if kind else None, None, n, 0.0, 1.0)
        cautions += ["unit_unknown"] if kind is None else []
        cautions += ["errored_samples"] if errored else []
        cautions += ["counts_disagree"] if not self.agree else []
        cautions += ["version_unknown"] if self.tool.version is None else []
        cautions += ["mock_model"] if provider in self.echoes else []
        result = Result(
            task=f"promptfoo {plugin}" if plugin else "promptfoo",
            metric=metric,
            metric_kind=kind,
            variant=provider,
            value=value,
            unit="proportion" if kind else None,
            minimum=0.0 if kind else None,
            maximum=1.0 if kind else None,
            samples_planned=n + errored if errored is not None else None,
            samples_completed=n,
            samples_errored=errored,
        )
        where = ", ".join(f"{k}={v}" for k, v in (("provider", provider), ("pluginId", plugin)) if v) or "all rows"
        return Measurement(
            tool=self.tool,
            result=result,
            locator=f"results.results ({where}): {metric}",
            kind="red_team" if plugin else "benchmark",
            date=self.date,
            model=MeasuredModel(name=provider) if provider else None,
            run=Run(id=self.id) if self.id else None,
            cautions=tuple(dict.fromkeys(cautions)),
        )


def _provider(row: Mapping[str, Any]) -> str | None:
    given = row.get("provider")
    if isinstance(given, str):
        return label(given)
    return label(mapping(given).get("label")) or label(mapping(given).get("id"))


def _id(row: Mapping[str, Any]) -> str | None:
    given = row.get("provider")
    return label(given) if isinstance(given, str) else label(mapping(given).get("id"))


def _plugin(row: Mapping[str, Any]) -> str | None:
    return label(mapping(row.get("metadata")).get("pluginId"))


IMPORTER = _Promptfoo()
