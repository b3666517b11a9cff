"""`python -m crawler` is `envnews`."""

from crawler.cli import main

main()
