"""What documents say: the text of PDF, Word, Excel, PowerPoint, OpenDocument, HWPX and plain text files.

They are read in a process of their own, `python -m crawler.documents`, which may not need more than its share of time
and memory: whatever a document does to its reader, the crawl goes on.
"""
