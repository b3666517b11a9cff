"""A small ministry portal of our own writing: it serves the demo and the tests. Invented news, copied structure."""
