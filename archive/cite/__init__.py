"""A self-contained proof of what the archive holds of one story; see bundle.py."""
