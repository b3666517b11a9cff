"""`envnews`, and `python -m crawler`, which is the same."""

import sys


def main() -> None:
    """Run the command; Ctrl-C while it is being loaded ends it without a word."""
    try:
        from crawler.cli import main as command
    except KeyboardInterrupt:
        sys.exit(1)
    command()


if __name__ == "__main__":
    main()
