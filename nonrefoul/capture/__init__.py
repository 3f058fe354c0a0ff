"""Capture: a file or an export in, documents with their original bytes out."""
