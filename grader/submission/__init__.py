"""What was handed in, found and read as text. Nothing here runs it."""
