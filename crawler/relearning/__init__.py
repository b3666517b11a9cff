"""Selectors learned anew: where the pages of a portal's new form hold what is known of its stories. Pure."""
