"""What the trusted side parses of a learner's text is parsed in a process aside, under limits: its death is one learner's line."""
