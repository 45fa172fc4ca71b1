"""Commands for those who write a course: new exercises, proofs, thresholds, figures, releases."""
