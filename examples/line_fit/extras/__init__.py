"""What this course adds to the engine's commands."""
