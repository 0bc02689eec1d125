"""What the cases of a rubric reach: the table, and the lines for what they miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskframe.cli.look.style import fitted

if TYPE_CHECKING:
    from riskframe.cli.look.style import Style
    from riskframe.proof.coverage import Coverage


def gap_lines(reached: Coverage, style: Style) -> str:
    """One line for each rule and outcome that the cases miss; nothing where they miss none."""
    mark = style.paint("GAP ", "bold", "red")
    lines = [f"{mark} no case sees rule {style.plain(name)} fire" for name in reached.rules_not_fired]
    lines += [f"{mark} no case sees rule {style.plain(name)} stay quiet" for name in reached.rules_not_quiet]
    mark = style.paint("gap ", "yellow")
    lines += [f"{mark} no case has {style.plain(o.of)} {style.plain(o.value)}" for o in reached.missing]
    return "".join(f"{line}\n" for line in lines)


def coverage_table(reached: Coverage, style: Style) -> str:
    """Every rule and every outcome with the number of cases that show it."""
    names = [r.rule for r in reached.rules] + [f"{o.of} {o.value}" for o in reached.outcomes]
    width = min(max(map(len, names), default=0), 60)
    lines = [style.heading("Rules: cases in which each fires, and stays quiet")]
    lines += [f"  {fitted(r.rule, width)}  {len(r.fires):4} {len(r.quiet):4}" for r in reached.rules]
    lines += ["", style.heading("Outcomes: cases that have each")]
    lines += [f"  {fitted(f'{o.of} {o.value}', width)}  {len(o.cases):4}" for o in reached.outcomes]
    return "\n".join(lines) + "\n"


def coverage_sentence(reached: Coverage) -> str:
    """How much of it, in one line."""
    whole = sum(bool(r.fires and r.quiet) for r in reached.rules)
    had = len(reached.outcomes) - len(reached.missing)
    return f"{whole} of {len(reached.rules)} rules seen to fire and to stay quiet, {had} of {len(reached.outcomes)} outcomes had"
