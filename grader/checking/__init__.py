"""How one check is judged: what check files are written with, how values are compared, and the sentence for each failure."""
