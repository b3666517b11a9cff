"""The day of publication: what a page states, prints and has in its address, and which of these to believe."""
