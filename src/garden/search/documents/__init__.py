"""All documents of a generation in memory, and the part of them that a reader may see."""
