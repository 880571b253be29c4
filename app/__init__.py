"""What is shown: so far the terminal."""
