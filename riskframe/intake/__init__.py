"""Taking in the files of evaluation tools: reading with limits, finding the importer, mapping, writing evidence."""
