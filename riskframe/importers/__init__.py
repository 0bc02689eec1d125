"""Files of other tools: what they say in our words, and what cannot be said. One file per tool.

A module that reads a tool's evaluation files holds its importer as `IMPORTER`; `riskframe.intake.protocol` says what that is.
"""
