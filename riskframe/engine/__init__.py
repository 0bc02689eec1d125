"""The kernel: a rubric compiled once, a profile bound to it, every result within reach by name."""
