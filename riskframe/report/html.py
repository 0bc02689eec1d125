"""The long report: one view to one HTML text, for a browser or for the page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from riskframe.report.charts.evidence import evidence_svg
from riskframe.report.charts.levels import levels_svg
from riskframe.report.charts.pathway import pathway_svg
from riskframe.report.charts.readings import readings_svg
from riskframe.report.charts.shares import shares_svg
from riskframe.report.charts.svg import ACCENT
from riskframe.report.charts.timeline import timeline_svg
from riskframe.report.charts.tornado import tornado_svg
from riskframe.report.charts.tradeoff import tradeoff_svg
from riskframe.report.style import FIRST, MARGINS, SIZES, Style
from riskframe.report.templating import TemplateRefused, environment

if TYPE_CHECKING:
    from riskframe.report.view.build import View

Medium = Literal["screen", "page"]

SECTIONS = (
    ("parts/classes.html.j2", "section.classes", "classes"),
    ("parts/rubrics.html.j2", "section.rubrics", "rubrics"),
    ("parts/options.html.j2", "section.options", "options"),
    ("parts/pathways.html.j2", "section.pathways", "pathways"),
    ("parts/safeguards.html.j2", "section.safeguards", "safeguards"),
    ("parts/benefits.html.j2", "section.benefits", "benefits"),
    ("parts/uncertainty.html.j2", "section.uncertainty", "uncertainty"),
    ("parts/sensitivity.html.j2", "section.sensitivity", "sensitivity"),
    ("parts/plan.html.j2", "section.plan", "plan"),
    ("parts/components.html.j2", "section.components", "components"),
    ("parts/conditions.html.j2", "section.conditions", "conditions"),
    ("parts/other_school.html.j2", "section.other_school", "other"),
    ("parts/legal.html.j2", "section.legal", "legal"),
    ("parts/change.html.j2", "section.change", "change"),
    ("parts/people.html.j2", "section.people", "people"),
    ("parts/sign_off.html.j2", "section.sign_off", "sign-off"),
    ("parts/rules.html.j2", "section.rules", "rules"),
    ("parts/evidence.html.j2", "section.evidence", "evidence"),
    ("parts/measured.html.j2", "section.measured", "measured"),
    ("parts/ratings.html.j2", "section.ratings", "ratings"),
    ("parts/crosswalk.html.j2", "section.from_others", "from-others"),
    ("parts/method.html.j2", "method.title", "method"),
    ("parts/sources.html.j2", "section.sources", "sources"),
)
DENSEST = 3
"""The tightest setting of page one; at it the small table of domains goes to the next page."""
CHARTS = ("tradeoff", "readings", "levels", "shares", "tornado", "timeline", "evidence")
EVERYTHING = 1_000_000
LIMITS: Mapping[Medium, Mapping[str, int]] = {
    # The page shows what a board reads; the registers in full are in the attached result and in the HTML.
    "page": {"swings": 12, "turns": 3, "flips": 3, "next": 10, "moved": 8, "blockers": 3, "unknown": 12, "needs": 3, "cases": 3, "read": 2, "evidence": 24, "cited": 4, "words": 130, "text": 120},
    "screen": {
        **dict.fromkeys(("swings", "turns", "flips", "next", "moved", "blockers", "unknown", "needs", "cases", "read", "evidence", "cited"), EVERYTHING), "words": 2000, "text": 1000,
    },
}  # fmt: skip

# A link whose target is not in the document (a row that the page leaves out) leads to the section instead.
HOMES = {
    "rating": "ratings", "evidence": "evidence", "rule": "rules", "condition": "conditions", "domain": "pathways",
    "option": "options", "step": "steps", "benefit": "benefits", "safeguard": "safeguards", "goal": "conditions",
    "class": "classes", "source": "sources",
}  # fmt: skip
_IDS = re.compile(r'\bid="([^"]*)"')
_HREFS = re.compile(r'<a href="#([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


def to_html(
    view: View, style: Style, medium: Medium = "screen", *, density: int = 0, cover_only: bool = False, undrawn: int = 0
) -> str:  # fmt: skip
    """The report as one HTML document that needs nothing else.

    density: how tightly page one is set, 0 to DENSEST. cover_only: that page alone, to see whether it fits.
    undrawn: how many characters the page cannot show.

    Raises:
        TemplateRefused: a template of the user's own is wrong or asks for what it may not have.
    """
    from jinja2 import TemplateError
    from markupsafe import Markup

    made = environment(style.templates)
    common = {
        "theme": style.theme,
        "paper": {"size": SIZES[style.paper], "margin": MARGINS[style.paper], "first": FIRST[style.paper]},
        "running": view.running,
    }
    try:
        css = "page" if medium == "page" else "screen"
        look = "".join(made.get_template(f"css/{name}.css").render(common) for name in ("shared", css))
        script = made.get_template("script.js").render() if medium == "screen" else ""
        html = made.get_template("report.html.j2").render(
            **common,
            t=view.words,
            view=view,
            version=view.riskframe,
            rubric_name=view.rubric,
            pdf=medium == "page",
            technical=style.audience == "technical",
            description=view.decision.lead.text if view.decision else view.title,
            stamp=style.stamp or view.iso_day,
            style=Markup(look),  # noqa: S704 from a template, not from a profile
            style_hash=_source_of(look),
            script=Markup(script),  # noqa: S704 as above
            script_hash=_source_of(script),
            charts={} if cover_only else _charts(view, style.theme.accent),
            parts=[part for part, _, _ in SECTIONS],
            contents=_contents(view),
            undrawn=undrawn,
            density=density,
            cover_only=cover_only,
            scrolls=_scrolls(view, medium),
            **{f"limit_{name}": most for name, most in LIMITS[medium].items()},
        )
    except TemplateRefused:
        raise
    except TemplateError as error:
        raise _refused(error, error.message or type(error).__name__, style.templates) from error
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        if style.templates is None:
            raise  # the bundled templates are ours: that would be a fault of riskframe
        raise _refused(error, str(error), style.templates) from error
    return mended(html)


def _scrolls(view: View, medium: Medium) -> Any:
    """What makes a region that may be wider than a phone reachable by keyboard; the page has no such regions."""
    from markupsafe import Markup

    if medium == "page":
        return ""
    return Markup(' tabindex="0" role="group" aria-label="{}"').format(view.words("html.scrolls"))


def _refused(error: BaseException, message: str, own: Path | None) -> TemplateRefused:
    """The error as a refusal, with the user's template and the line that it is about, where they are known."""
    found: int | None = None
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    trace = error.__traceback__
    while own is not None and line is None and trace is not None:
        # Jinja writes the names and lines of the templates into the traceback; the innermost of the user's own counts.
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(own.resolve()):
            name, found = path.relative_to(own.resolve()).as_posix(), trace.tb_lineno
        trace = trace.tb_next
    line = line or found
    return TemplateRefused(f"template: {message}" + (f" ({name}:{line})" if line else ""), name if line else None, line)


def _source_of(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _contents(view: View) -> list[tuple[str, str]]:
    """The headings of the sections that have something to say."""
    silent = {
        "classes": not view.classes, "options": view.heat is None, "pathways": not view.pathways,
        "safeguards": view.decision is None, "benefits": not view.benefits, "uncertainty": view.uncertainty is None,
        "sensitivity": view.decision is None, "plan": view.plan is None, "components": not view.components,
        "conditions": view.decision is None, "other": not view.other_school, "change": view.changes is None,
        "sign-off": view.sign_off is None, "legal": view.legal is None, "ratings": not view.ratings,
        "rubrics": view.map is None, "from-others": view.from_others is None,
        "measured": view.measured is None,
    }  # fmt: skip
    listed = [(key, place) for _, key, place in SECTIONS if not silent.get(place, False)]
    return [*listed, ("section.document", "document")]


def _charts(view: View, accent: str) -> dict[str, Any]:
    """Every picture that has something to show, ready to be placed, with the accent of the theme."""
    from markupsafe import Markup

    t, drawn = view.words, {}
    if view.heat and view.benefits:
        drawn["tradeoff"] = tradeoff_svg(view.heat, view.benefits, t)
    if view.heat and view.uncertainty:
        drawn["readings"] = readings_svg(view.uncertainty, view.heat, t)
    if view.pathways and view.decision:
        heads = list(dict.fromkeys((view.decision.start.label, view.shown_option)))
        rows = [(s.row, [s.start, s.shown][: len(heads)]) for s in view.pathways]
        drawn["levels"] = levels_svg(rows, heads, view.zones, t)
    if view.analysis:
        drawn["shares"] = shares_svg(view.analysis, t)
    if view.analysis and view.analysis.swings:
        drawn["tornado"] = tornado_svg(view.analysis, t)
    if view.plan and view.plan.stages:
        drawn["timeline"] = timeline_svg(view.plan, t)
    if view.evidence:
        drawn["evidence"] = evidence_svg(view.evidence, t)
    pathways = {s.row.id: pathway_svg(s.picture, t) if s.picture else "" for s in view.pathways}
    # Our own SVG: every text in it was escaped where it was drawn.
    # Quotation marks are escaped in texts, so what is replaced is always a whole attribute.
    charts: dict[str, Any] = {n: Markup(drawn.get(n, "").replace(f'"{ACCENT}"', f'"{accent}"')) for n in CHARTS}  # noqa: S704
    charts["pathways"] = {d: Markup(svg.replace(f'"{ACCENT}"', f'"{accent}"')) for d, svg in pathways.items()}  # noqa: S704
    return charts


def mended(html: str) -> str:
    """The document with no link that leads nowhere: to the section of what was left out, or no link at all."""
    ids = set(_IDS.findall(html))

    def mend(found: re.Match[str]) -> str:
        target, rest, label = found.groups()
        if target in ids:
            return found[0]
        home = HOMES.get(target.partition("-")[0], "")
        return f'<a href="#{home}"{rest}>{label}</a>' if home in ids else label

    return _HREFS.sub(mend, html)
