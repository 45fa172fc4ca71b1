"""Mutation testing of the checks: a right answer with one small change must fail some check, in whatever style it is written."""
