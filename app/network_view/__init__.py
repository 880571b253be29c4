"""The network drawn as a graph: the centre of the window."""
