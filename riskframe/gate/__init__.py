"""What a release pipeline needs: a verdict as an exit code, with the findings that led to it."""
