"""What can be asked of an index, and how Arabic text is analysed: the core that indexer and web build on."""
