"""Following a step: transport, ribbon, listing and the example that is looked at."""
