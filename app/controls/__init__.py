"""Set-up: data, network and training as fields, each asked of the engine before it counts."""
