"""What a rubric folder holds, file by file. A rubric is data: a new one needs no Python.

Conditions stay raw here (`dict`); `rubric.conditions` reads them once the whole vocabulary is known.
"""

from __future__ import annotations

from riskframe.rubric.schema.benchmarks import Baseline, Benchmark, BenchmarksFile
from riskframe.rubric.schema.benefits import Alternative, BenefitKind, BenefitsFile, Share
from riskframe.rubric.schema.cases import Case, CasesFile, Expectation
from riskframe.rubric.schema.criteria import CriteriaFile, Criterion, CriterionLevel
from riskframe.rubric.schema.crosswalk import CrosswalkFile
from riskframe.rubric.schema.folder import RubricFolder
from riskframe.rubric.schema.indicators import (
    Band,
    EvaluationHint,
    Gauge,
    IndicatorsFile,
    LevelBands,
    Reached,
    Screen,
    SuggestedInterval,
)
from riskframe.rubric.schema.items import Item, LevelNumber, RawCondition, Reference, Source
from riskframe.rubric.schema.pathways import AnyPath, Domain, PathDefaults, PathSpec, PathwaysFile, Step
from riskframe.rubric.schema.rules import ForEachDomain, Requirement, Rule, RulesFile
from riskframe.rubric.schema.sharing import (
    Actor,
    Classification,
    ComponentKind,
    Described,
    EscalationRules,
    EvidenceBars,
    FactKind,
    FormalFramework,
    GrantedUnless,
    Option,
    Route,
    RubricFile,
    SafeguardKind,
    Scale,
    SignOff,
    Staging,
    Unit,
    Validity,
)
from riskframe.rubric.schema.tolerance import SeverityLevel, ToleranceFile

__all__ = [
    "Actor",
    "Alternative",
    "AnyPath",
    "Band",
    "Baseline",
    "Benchmark",
    "BenchmarksFile",
    "BenefitKind",
    "BenefitsFile",
    "Case",
    "CasesFile",
    "Classification",
    "ComponentKind",
    "CriteriaFile",
    "Criterion",
    "CriterionLevel",
    "CrosswalkFile",
    "Described",
    "Domain",
    "EscalationRules",
    "EvaluationHint",
    "EvidenceBars",
    "Expectation",
    "FactKind",
    "ForEachDomain",
    "FormalFramework",
    "Gauge",
    "GrantedUnless",
    "IndicatorsFile",
    "Item",
    "LevelBands",
    "LevelNumber",
    "Option",
    "PathDefaults",
    "PathSpec",
    "PathwaysFile",
    "RawCondition",
    "Reached",
    "Reference",
    "Requirement",
    "Route",
    "RubricFile",
    "RubricFolder",
    "Rule",
    "RulesFile",
    "SafeguardKind",
    "Scale",
    "Screen",
    "SeverityLevel",
    "Share",
    "SignOff",
    "Source",
    "Staging",
    "Step",
    "SuggestedInterval",
    "ToleranceFile",
    "Unit",
    "Validity",
]
