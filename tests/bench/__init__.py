"""`make bench`: speed and memory, as ratios measured side by side in one run. Nothing here is a test; no test looks at a clock."""
