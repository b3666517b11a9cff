"""Whether the archive still says what was put into it; see check.py."""
