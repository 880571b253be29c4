"""Starts Nablascope: `python main.py`, or `python main.py --help`."""

import sys

from app import blas

blas.configure()  # before NumPy is imported

from app.application import main

if __name__ == "__main__":
    sys.exit(main())
