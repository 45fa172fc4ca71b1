"""Results on disk, the seed that they were graded with, and the rules that make final grades of them."""
