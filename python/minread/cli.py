"""The command line: ``minread FILE…`` prints the card of an article."""
