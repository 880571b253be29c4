"""A widget that is asked whether it wants a key keeps its own, and leaves all others."""

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent

from app.widgets.keeping_keys import keeps_key

OWN = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ASKED, PRESSED = QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress


@pytest.mark.parametrize(
    ("kind", "key", "is_kept"),
    [
        (ASKED, Qt.Key.Key_Left, True),
        (ASKED, Qt.Key.Key_Space, False),
        (PRESSED, Qt.Key.Key_Left, False),
    ],
)
def test_only_its_own_keys_are_kept(kind: QEvent.Type, key: Qt.Key, is_kept: bool) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
    event.ignore()
    assert keeps_key(event, OWN) is is_kept
    assert event.isAccepted() is is_kept


def test_other_events_are_nothing_to_it() -> None:
    assert not keeps_key(QEvent(QEvent.Type.Show), OWN)
    assert not keeps_key(None, OWN)
