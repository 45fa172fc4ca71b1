"""An instructor's rules for a class: late work, excuses, adjustments, attempts, groups."""
