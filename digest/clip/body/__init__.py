"""Which lines of a clipping are its article, and by which rule or weight each of the others is cut."""
