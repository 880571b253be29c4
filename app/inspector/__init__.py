"""The inspector: a number of the step, taken apart."""
