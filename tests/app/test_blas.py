"""NumPy's matrix products are set up for this program before it is imported."""

import os
from pathlib import Path

import pytest

from app import blas
from tests.processes import run_python

AMD = "vendor_id : AuthenticAMD\nflags : fpu avx2 avx512f\n"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_CORETYPE"):
        monkeypatch.setenv(name, "")  # so that all are put back behind the test
        monkeypatch.delenv(name)


@pytest.mark.parametrize(
    ("facts", "kernel"),
    [
        (AMD, "Haswell"),
        (AMD.replace("avx512f", ""), None),
        (AMD.replace("AuthenticAMD", "GenuineIntel"), None),
    ],
)
def test_kernels_by_processor(facts: str, kernel: str | None, tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(facts)
    blas.configure(tmp_path / "cpuinfo")
    assert os.environ.get("OPENBLAS_CORETYPE") == kernel
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_a_chosen_kernel_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cpuinfo").write_text(AMD)
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Zen")
    blas.configure(tmp_path / "cpuinfo")
    assert os.environ["OPENBLAS_CORETYPE"] == "Zen"


def test_a_system_without_cpuinfo(tmp_path: Path) -> None:
    blas.configure(tmp_path / "nothing")
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert "OPENBLAS_CORETYPE" not in os.environ


def test_main_configures_before_numpy_is_imported() -> None:
    code = (
        "import runpy, sys; from app import blas; sys.argv = ['main.py', '--help']; "
        "blas.configure = lambda: sys.exit('numpy' in sys.modules or None); "
        "runpy.run_path('main.py', run_name='__main__')"
    )
    result = run_python(code)
    assert (result.returncode, result.stdout) == (0, "")
