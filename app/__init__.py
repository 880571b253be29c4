"""What is shown: the window, and the training in a terminal."""
