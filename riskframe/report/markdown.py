"""The short report for a pull request: the decision first, then the table, the conditions and the reasons.

Every text from outside is escaped: it can neither begin a heading, a link or a table cell, nor bring HTML along, nor
mention anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from riskframe.report.plaintext import one_line, shortened
from riskframe.report.view.outcome import notes

if TYPE_CHECKING:
    from riskframe.assessment import Assessment
    from riskframe.report.view.build import View
    from riskframe.report.view.records import Condition

SHAPES = {"acceptable": "○", "tolerable": "▲", "intolerable": "■"}
LONGEST = 600
"""Longer texts are cut, and say so: a pull request is no place for 20,000 characters."""

MOST = 65_000
"""Characters of the whole; a comment on GitHub takes 65,536, a step summary a mebibyte."""
ROOM_TO_SAY_SO = 200

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#!&$])")
_MENTION = re.compile(r"@(?=\w)")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|www)(?=[:.])")
_FIRST = re.compile(r"^(\d+)?([.)+=-])")


def to_markdown(view: View, assessment: Assessment) -> bytes:
    """The short report, UTF-8, LF, one newline at the end."""
    parts = [*_head(view, assessment), *_table(view), *_conditions(view), *_reasons(view), *_plan(view),
             *_rubrics(view), *_classes(view), *_notes(view, assessment), *_from_others(view), *_legal(view)]  # fmt: skip
    return ("\n".join(_fitting(parts, _foot(view, assessment), view)).rstrip() + "\n").encode()


def to_card(view: View, assessment: Assessment) -> str:
    """The section of a model card: the decision, the table of options, the conditions; LF, one newline at the end."""
    parts = [*_head(view, assessment), *_table(view), *_conditions(view)]
    if view.redactions:
        left_out = view.words.listed([f"{r.what} ({r.number})" for r in view.redactions])
        parts += [view.words("md.redacted", what=left_out), ""]
    return "\n".join(_fitting(parts, _foot(view, assessment), view)).rstrip() + "\n"


def _fitting(lines: list[str], foot: list[str], view: View) -> list[str]:
    """The lines as far as there is room for them and the foot, and how many are left out."""
    room = MOST - sum(len(line) + 1 for line in foot) - ROOM_TO_SAY_SO
    for place, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return [*lines[:place], "", view.words.number("md.cut", len(lines) - place), "", *foot]
    return [*lines, *foot]


def escaped(text: str, most: int = LONGEST) -> str:
    """Text that Markdown shows as it is written, on one line."""
    line = _SPECIAL.sub(r"\\\1", shortened(one_line(text), most))
    line = _MENTION.sub("@\u200b", line)  # a zero-width space: nobody is notified
    line = _ADDRESS.sub("\\1\u200b", line)  # and no address becomes a link by itself
    return _FIRST.sub(r"\1\\\2", line)


def _head(view: View, assessment: Assessment) -> list[str]:
    t, decision = view.words, view.decision
    if decision is None:
        said = view.outcome
        assert said is not None
        lead = " ".join(part for part in (t("outcome.lead"), said.unknown, said.valid) if part)
        whose = f"{said.rubric}. " if said.rubric != said.text else ""
        return [f"## {escaped(view.model)}: {escaped(said.text)}", "", escaped(whose + lead), ""]
    lines = [f"## {escaped(view.model)}: {escaped(decision.text)}", "", escaped(decision.lead.text), ""]
    if decision.weakened:
        lines += [f"> **{t('md.weakened')}.** " + " ".join(escaped(w) for w in decision.weakened)]
        lines += [f"> {t('md.unmodified', verdict=decision.unmodified)}" if decision.unmodified else ">", ""]
    if decision.waived:
        lines += [f"> **{t('md.waived')}.**"]
        lines += [
            f"> {escaped(w.said.text)} {escaped(t('waived.by', owner=w.owner, reason=w.reason))}"
            for w in decision.waived
        ]
        lines += [""]
    rows = [(t("md.start"), escaped(decision.start.label))]
    same = decision.aim == decision.start
    rows.append((t("md.aim_same"), t("cover.aim_same")) if same else (t("md.aim"), escaped(decision.aim.label)))
    if decision.proposed:
        rows.append(
            (t("md.proposed"), f"{escaped(decision.proposed.option.label)}: **{decision.proposed.verdict.word}**")
        )
    if decision.sign_off:
        rows.append((t("md.signs"), escaped(decision.sign_off.title)))
    if decision.dissent:
        rows.append((t("md.dissent"), escaped(decision.dissent.text)))
    if decision.rests_on:
        rows.append((t("md.rests"), t.listed([f.label for f in decision.rests_on])))
    rows.append((t("md.unknown"), t("md.unknown.value", n=len(assessment.unknown)) if assessment.unknown else "0"))
    rows.append((t("md.valid"), decision.expires_on))
    lines += ["| | |", "| --- | --- |", *(f"| {label} | {value} |" for label, value in rows), ""]
    if decision.proposed and decision.proposed.reasons:
        lines += [
            escaped(decision.proposed.sentence.text),
            "",
            *(f"- {escaped(r.text)}" for r in decision.proposed.reasons),
        ]
        more = decision.proposed.more_reasons
        lines += [f"- {t.number('list.more', more)}", ""] if more else [""]
    return lines


def _table(view: View) -> list[str]:
    t, heat = view.words, view.heat
    if heat is None:
        return []
    heads = [escaped(o.title) + (f" ({', '.join(o.role)})" if o.role else "") for o in heat.options]
    lines = [
        f"### {t('md.options')}",
        "",
        f"| {t('md.domain')} | {' | '.join(heads)} |",
        "| --- |" + " --- |" * len(heads),
    ]
    for row in heat.rows:
        cells = [f"{SHAPES[c.zone.kind]} {c.level} {c.zone.word}" for c in row.cells]
        lines.append(f"| {escaped(row.title)} ({row.severity}) | {' | '.join(cells)} |")
    lines.append(f"| {t('md.reached')} | {' | '.join(o.reached_word.word for o in heat.options)} |")
    return [*lines, "", t("md.legend"), ""]


def _conditions(view: View) -> list[str]:
    t, decision = view.words, view.decision
    if decision is None:
        return []
    lines = [f"### {t('md.conditions', start=escaped(decision.start.label))}", ""]
    for stage, conditions in (("precedent", decision.precedent), ("subsequent", decision.subsequent)):
        lines += [f"- {_box(c)} **{c.state.word}**, {t(f'condition.{stage}')}: {escaped(c.text)}" for c in conditions]
    if not (decision.precedent or decision.subsequent):
        lines.append(t("md.no_conditions"))
    return [*lines, ""]


def _box(condition: Condition) -> str:
    return "[x]" if condition.state.kind == "met" else "[ ]"


def _reasons(view: View) -> list[str]:
    t, decision = view.words, view.decision
    if decision is None:
        return []
    lines = []
    for key, statements in (("md.reasons", decision.reasons), ("md.against", decision.against)):
        lines += [f"### {t(key)}", "", *(f"{i}. {escaped(s.text)}" for i, s in enumerate(statements, 1)), ""]
    return [
        *lines,
        f"### {t('md.asked')}",
        "",
        *(f"{i}. {escaped(a.text)}" for i, a in enumerate(decision.asked, 1)),
        "",
    ]


def _plan(view: View) -> list[str]:
    t, plan = view.words, view.plan
    if plan is None or not plan.stages:
        return []
    lines = [f"### {t('md.next')}", ""]
    for stage in plan.stages:
        lines.append(f"- **{escaped(stage.option.label)}**: {escaped(stage.sentence.text)}")
        lines += [f"  - {escaped(t.listed([c.label for c in need.criteria]))}" for need in stage.needs[:5]]
        lines += [f"  - {escaped(link.label)}" for link in stage.rules_first[:5]]
    return [*lines, ""]


def _rubrics(view: View) -> list[str]:
    """The disagreement map: a table of rubrics and options, then what refuses each option that another allows."""
    t, found = view.words, view.map
    if found is None:
        return []
    lines = [f"### {t('md.rubrics')}", "", escaped(found.sentence), ""]
    if found.rows:
        lines += [
            f"| {t('map.rubric')} | {' | '.join(map(escaped, found.options))} |",
            "| --- |" + " --- |" * len(found.options),
        ]
        for row in (*found.rows, *([found.together] if found.together else [])):
            cells = [
                c.word + (f" ({t('map.its_start')})" if start else "")
                for c, start in zip(row.cells, row.starts, strict=True)
            ]
            role = f" ({row.role})" if row.role else ""
            lines.append(f"| {escaped(row.title)}{role} | {' | '.join(cells)} |")
        lines.append("")
    for row in (*found.rows, *found.others):
        if row.classes:
            said = "; ".join(f"{f.label}: {f.value}" for f in row.classes)
            lines.append(f"- {escaped(row.title)} ({row.role}): {escaped(said)}")
    lines += [""] if lines[-1] else []
    for difference in found.differences:
        sides = t("map.sides", allowed=difference.allowed, refused=difference.refused)
        lines.append(f"- **{escaped(difference.option)}**: {escaped(sides)}")
        for cause in difference.causes:
            where = f" ({cause.subjects})" if cause.subjects else ""
            lines.append(
                f"  - {escaped(cause.rubric)} ({cause.basis}): {escaped(cause.text + where)}. {escaped(cause.assumption)}"
            )
        lines += [f"  - {escaped(difference.before)}"] if difference.before else []
    return [*lines, ""]


def _classes(view: View) -> list[str]:
    t = view.words
    if not view.classes:
        return []
    lines = [f"| {t('md.class')} | {t('md.value', reading='conservative')} |", "| --- | --- |"]
    lines += [f"| {escaped(row.title)} | {escaped(row.conservative)} |" for row in view.classes]
    return [*lines, ""]


def _notes(view: View, assessment: Assessment) -> list[str]:
    """The notes that fired, for a rubric without options: it has no reasons to hold them."""
    t = view.words
    told = notes(assessment, t("md.rests_unstated")) if view.outcome is not None else ()
    if not told:
        return []
    return [f"### {t('md.notes')}", "", *(f"- **{escaped(n.label)}**: {escaped(n.value)}" for n in told), ""]


def _from_others(view: View) -> list[str]:
    t, found = view.words, view.from_others
    if found is None:
        return []
    lines = [f"### {t('md.from_others')}", ""]
    lines += [
        f"- {escaped(r.place.label)}: {escaped(r.said)} ({r.state.word}); {escaped(r.source)}. {escaped(r.reason)}"
        for r in found.rows
    ]
    if found.leads:
        named = dict.fromkeys(link.label for lead in found.leads for link in lead.evidence)
        lines.append(f"- {t('md.leads')} ({len(found.leads)}): {escaped(t.listed(list(named), most=8))}")
    return [*lines, ""]


def _legal(view: View) -> list[str]:
    t, legal = view.words, view.legal
    if legal is None:
        return []
    lines = [f"### {t('section.legal')}", "", escaped(legal.disclaimer), ""]
    lines += [
        f"- **{escaped(r.jurisdiction)}**, {escaped(r.instrument)}: {escaped(r.title)} ({escaped(r.timing)}; {escaped(r.founded)}). "
        f"{escaped(r.trigger)}"
        for r in legal.rows
    ]
    return [*lines, *([] if legal.rows else [t("legal.none")]), *(["", legal.left_out] if legal.left_out else []), ""]


def _foot(view: View, assessment: Assessment) -> list[str]:
    rubric = f"{assessment.rubric.id} {assessment.rubric.version}"
    profile = assessment.model.profile_digest[:12]
    foot = view.words("md.footer", version=assessment.riskframe_version, rubric=rubric, profile=profile)
    return [f"{view.words('md.limits')}", "", f"<sub>{escaped(foot)}</sub>"]
