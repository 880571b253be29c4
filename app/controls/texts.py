"""Texts: how a value is written in a field, read back, and stepped by keys."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.controls.steps import Step, whole
from app.look import numbers
from engine.errors import InputError, require

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)
_LONGEST = 40


@dataclass(frozen=True)
class Text(ABC):
    """How values of one kind are written; `none` is the word for None, if None is a value."""

    none: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is written like a number: to the right, in digits of one width."""
        return False

    @abstractmethod
    def write(self, value: Any) -> str:
        """The value as text that `read` understands."""

    @abstractmethod
    def read(self, text: str) -> Any:
        """The value that the text means; raises `InputError` if it means none."""

    def stepped(self, value: Any, count: int) -> Any:
        """The value so many key presses above, or the same where there are no steps."""
        return value

    def others(self, value: Any) -> Iterator[Any]:
        """Some other values near this one."""
        yield from (other for c in (1, -1) if (other := self.stepped(value, c)) != value)


@dataclass(frozen=True)
class Number(Text):
    """A number: whole ones and others."""

    is_whole: bool = False
    step: Step = whole

    @property
    def is_number(self) -> bool:
        """It is."""
        return True

    def write(self, value: float | None) -> str:
        """With all its digits, and no more: "0.03", "1e−8", "60000"."""
        return self.none if value is None else numbers.exact(value).removesuffix(".0")

    def read(self, text: str) -> float | None:
        """A decimal comma is understood, and so are commas between thousands in whole numbers."""
        text = text.strip().replace(numbers.MINUS, "-")
        if self.none and text.lower() == self.none.lower():
            return None
        return self._whole(text) if self.is_whole else self._any(text)

    def stepped(self, value: float | None, count: int) -> float | None:
        """As `step` says."""
        return None if value is None else self.step(value, count)

    def others(self, value: float | None) -> Iterator[float | None]:
        """The next ones, or 1 for None."""
        return iter([1]) if value is None else super().others(value)

    def _whole(self, text: str) -> int:
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        require(
            re.fullmatch(r"[+-]?\d+", text) is not None and len(text) <= _LONGEST,
            f"{_quoted(text)} is not a whole number{self._or_none()}.",
        )
        return int(text)

    def _any(self, text: str) -> float:
        require(
            _THOUSANDS.fullmatch(text) is None,
            f"{_quoted(text)} could be {text.replace(',', '.')} or {text.replace(',', '')}: "
            "write it without the comma.",
        )
        if _DECIMAL_COMMA.fullmatch(text):
            text = text.replace(",", ".")
        require(
            _NUMBER.fullmatch(text) is not None,
            f"{_quoted(text)} is not a number{self._or_none()}.",
        )
        return float(text)

    def _or_none(self) -> str:
        return f": write one, or “{self.none}”" if self.none else ""


@dataclass(frozen=True)
class Name(Text):
    """A text as it is; none at all is None, where None is a value."""

    def write(self, value: str | None) -> str:
        """Itself."""
        return value or ""

    def read(self, text: str) -> str | None:
        """Itself, without spaces around it."""
        return text.strip() or (None if self.none else "")

    def others(self, value: str | None) -> Iterator[str]:
        """Another name."""
        yield f"{value}…"


@dataclass(frozen=True)
class Names(Text):
    """Several names with commas between them."""

    def write(self, value: tuple[str, ...]) -> str:
        """With a space behind each comma."""
        return ", ".join(value)

    def read(self, text: str) -> tuple[str, ...]:
        """What stands between the commas."""
        return tuple(name for part in text.split(",") if (name := part.strip()))

    def others(self, value: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """One name more."""
        yield (*value, "…")


def _quoted(text: str) -> str:
    if not text:
        raise InputError("Nothing is written here: write a number.")
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}”"
