"""From an evaluation to a decision: recommendation, verdict, conditions, plan, trace."""
