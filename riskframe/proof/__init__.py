"""The expensive half of a rubric's self-check: what only the engine can show.

Every rule can fire and can stay quiet, every option can be the conservative answer, graphs are the listed paths, cases
come out as written. Nothing is claimed without a profile that shows it, or an exact search that found none.
"""
