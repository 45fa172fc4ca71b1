"""How this course judges: public and hidden checks, what they may ask for, and right answers worked out in another way."""
