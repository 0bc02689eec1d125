"""Files of other tools: what they say in our words, and what cannot be said."""
