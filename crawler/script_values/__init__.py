"""The data that a page hands to its scripts, as Python values: read by extraction and by discovery. Nothing is run."""
