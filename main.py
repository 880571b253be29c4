"""Starts Nablascope: `python main.py`, or `python main.py --help`."""

import sys

from app import blas

blas.configure()  # before NumPy is imported

if __name__ == "__main__":
    try:
        from app.application import main
    except KeyboardInterrupt:  # an impatient user
        sys.exit(130)
    sys.exit(main())
