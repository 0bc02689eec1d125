"""How sure, what would change it, which evidence next. Nothing here feeds back into the decision."""
