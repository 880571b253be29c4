"""The evaluation: how good a network is on a whole set of examples, and where it is wrong."""
