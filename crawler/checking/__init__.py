"""`envnews portals check` and `add`: one polite visit to a live portal, and what it shows of the portal's file.

itinerary.py says what is asked for, spider.py asks as a crawl would, report.py and its neighbours judge the answers
without asking for anything, printing.py shows it, save.py and draft.py write files.
"""
