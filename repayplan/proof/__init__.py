"""Proof: every cell of a document worked out again by code that shares nothing with the code that wrote it."""
