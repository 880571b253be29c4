"""What the network answers to an input of the user's own, and what can be done about it."""
