"""Strides: how far one press of the step or the back key goes."""

from enum import StrEnum


class Stride(StrEnum):
    """From one product of one sum to a whole epoch."""

    TERM = "term"
    NEURON = "neuron"
    OPERATION = "operation"
    PASS = "pass"
    BATCH = "batch"
    EPOCH = "epoch"
