"""Starts Nablascope: `python main.py`, or `python main.py --help`."""

import os
import sys

# More threads cost these small products more than they bring, and one gives the same bits anywhere.
for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"  # read when NumPy is imported, so it has to come first

from app.application import main

if __name__ == "__main__":
    sys.exit(main())
