"""What a report shows: an assessment turned into records with every string ready. One source for all formats."""
