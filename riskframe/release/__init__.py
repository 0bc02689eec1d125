"""What is published: the manifest of its files, their digests, and what an organisation commits itself to about it."""
