"""The commands of one learner, in the folder that they work in."""
