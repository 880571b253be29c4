"""The pad: where a user draws or sets an input of his own."""
