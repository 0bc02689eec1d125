"""A local model folder, read without loading the model: small JSON files, the card, headers and digests of weights."""
