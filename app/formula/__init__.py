"""Typeset mathematics: from LaTeX to boxes, with a place for each symbol and live number."""
