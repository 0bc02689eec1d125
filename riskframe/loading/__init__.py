"""Files to records: the only part of riskframe that opens an input file."""
