"""Tells the operator through apprise what needs a person, and once a day what is new.

`notify_changes` and `notify_digest` are for the end of a run. Neither fails, nor waits longer than `sending.SECONDS`,
for a notifier that is dead, slow or wrong: what they return is what went wrong, a line each.
"""
