"""Tests need no screen, and nobody's clicks but their own."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
