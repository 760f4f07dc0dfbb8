"""The web page and the JSON API of an index."""
