"""Turns the web into records: discovery, fetching, extraction, and the `envnews` command."""
