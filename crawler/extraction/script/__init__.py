"""What else states a story where the document is thin: data for scripts, streams, HTML that waits."""
