"""How results look in a terminal: plain text in a pipe, colour and the full width where somebody looks."""
