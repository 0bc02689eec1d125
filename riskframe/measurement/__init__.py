"""What measured results show, and what they do not: bounds, findings of quality, suggested levels, elicitation."""
