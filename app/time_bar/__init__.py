"""The time bar: the whole run and its branches on one scale, to go to any step."""
