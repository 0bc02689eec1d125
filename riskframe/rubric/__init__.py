"""What a rubric is: its schema, its vocabulary, its condition language, its self-check."""
