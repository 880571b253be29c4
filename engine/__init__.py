"""The mathematics: networks, training steps that can be read and stopped, data. Knows no window."""
