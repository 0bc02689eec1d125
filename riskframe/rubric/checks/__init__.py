"""The static self-check, part by part; `rubric.check` runs them all."""
