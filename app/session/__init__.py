"""The session: owns the training and its process, and is the only one that changes them."""
