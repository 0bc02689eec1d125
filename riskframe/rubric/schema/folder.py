"""The whole of a rubric folder."""

from __future__ import annotations

from riskframe.records import Record
from riskframe.rubric.schema.benchmarks import BenchmarksFile
from riskframe.rubric.schema.benefits import BenefitsFile
from riskframe.rubric.schema.cases import CasesFile
from riskframe.rubric.schema.criteria import CriteriaFile
from riskframe.rubric.schema.indicators import IndicatorsFile
from riskframe.rubric.schema.pathways import PathwaysFile
from riskframe.rubric.schema.rules import RulesFile
from riskframe.rubric.schema.sharing import RubricFile
from riskframe.rubric.schema.tolerance import ToleranceFile


class RubricFolder(Record):
    """A whole rubric as read, before its references are resolved. Fields are the files (criteria and cases merged)."""

    rubric: RubricFile
    criteria: CriteriaFile
    pathways: PathwaysFile | None = None
    tolerance: ToleranceFile | None = None
    rules: RulesFile
    benefits: BenefitsFile | None = None
    indicators: IndicatorsFile | None = None
    benchmarks: BenchmarksFile = BenchmarksFile()
    cases: CasesFile = CasesFile()
