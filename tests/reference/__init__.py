"""The method once more: slow, plain and obviously so, written from the design and not from the engine.

It reads the rubric's and the profile's records and nothing of `riskframe.engine`, `riskframe.decision` or
`riskframe.rubric` but the schema: conditions are taken as the YAML has them, references are looked up by name, and
every question is answered by a loop over options, domains, actors, paths, steps and readings.
"""

from tests.reference.decision import Reference

__all__ = ["Reference"]
