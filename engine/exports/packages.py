"""Packages that only some exports need, and that are not there everywhere."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from engine.errors import InputError


@dataclass(frozen=True)
class Package:
    """A package by the name of its module, its own name, and what it is for."""

    module: str
    name: str
    purpose: str

    def require(self) -> None:
        """Raise `InputError` that says how to install it, unless it is there."""
        if find_spec(self.module) is None:
            raise InputError(
                f"{self.purpose} needs a package that is not installed: pip install {self.name}."
            )

    def load(self, part: str = "") -> Any:
        """The package, or a part of it; raises as `require`."""
        self.require()
        return import_module(self.module + part)


ONNX = Package("onnx", "onnx", "An ONNX file")
PILLOW = Package("PIL", "pillow", "An animated picture")
