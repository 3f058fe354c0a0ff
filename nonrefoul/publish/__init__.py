"""Publishing: cases and postures in, digests out."""
