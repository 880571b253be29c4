"""Exporting: files of the network, of a step and of the run, written while the run goes on."""
