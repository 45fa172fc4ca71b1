"""The untrusted side: all of this runs beside student code (see __main__.py)."""
