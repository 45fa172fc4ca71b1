"""Checks in a learner's own kernel."""
