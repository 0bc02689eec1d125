"""One module a language: the catalogues of `riskframe.report.words`."""
