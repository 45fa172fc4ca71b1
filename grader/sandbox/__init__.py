"""The trusted side of the sandbox: it starts workers, talks to them, and finds out how they ended."""
