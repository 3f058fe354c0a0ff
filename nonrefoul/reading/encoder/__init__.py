"""A general encoder of many languages out of a package: for each word of a text, a vector."""
