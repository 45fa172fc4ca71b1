"""What is used of other libraries and is nobody's promise, one file a library: a failure says which adapter of ours to look at."""
