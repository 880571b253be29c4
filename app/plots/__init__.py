"""Live plots: curves over the steps of a run, and the distributions of the latest step."""
