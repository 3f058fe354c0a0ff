"""Reading: documents in, claims out; a pure function over batches."""
