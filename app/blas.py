"""Settings for the matrix products of NumPy, to be made before it is imported."""

import os
from pathlib import Path

_THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")


def configure(cpuinfo: Path = Path("/proc/cpuinfo")) -> None:
    """One thread, and the kernels that fit the processor best.

    More threads cost these small products more than they bring, and would take turns with the
    window. On AMD's processors with AVX-512, OpenBLAS up to 0.3.33 chooses kernels that are tuned
    for Intel's; those for AVX2 are 8 % faster there (measured on 784-512-512-10, Zen 4). A kernel
    that the user has chosen stays.
    """
    for variable in _THREAD_VARIABLES:
        os.environ[variable] = "1"
    try:
        facts = cpuinfo.read_text()
    except OSError:  # not Linux
        return
    if "AuthenticAMD" in facts and "avx512f" in facts:
        os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")
