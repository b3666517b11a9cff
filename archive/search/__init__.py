"""Questions to the archive: the query language, the index, the answers with their snippets."""
