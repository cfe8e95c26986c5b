"""The index on the disk: documents to segments of generations, and their files read as arrays."""
