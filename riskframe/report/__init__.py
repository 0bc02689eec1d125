"""Reports: one assessment as JSON, Markdown, HTML, PDF and CSV. `riskframe.report.render.render` is the door."""
