"""Files of own examples, as the user handles them: asked for, to be saved or opened."""

from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QWidget

from app.session.collection import Collection
from app.widgets.asking import ask_to_open, ask_to_save

KIND, SUFFIX = "Own examples", "safetensors"


class ExampleFiles(QObject):
    """Lets the user of a window save what is in the `collection`, and open more."""

    def __init__(self, window: QWidget, collection: Collection) -> None:
        super().__init__(window)
        self._window = window
        self._collection = collection

    def save(self) -> None:
        """Ask for a file, and write all own examples there."""
        name = f"own-examples.{SUFFIX}"
        path = ask_to_save(self._window, "Save the own examples", name, KIND, SUFFIX)
        if path is not None:
            self._collection.save(path)

    def open(self) -> None:
        """Ask for a file, and add the examples in it."""
        path = ask_to_open(self._window, "Open own examples", KIND, SUFFIX)
        if path is not None:
            self._collection.open(path)
