"""What a reader writes to what it means: a bounded tree of frozen nodes; pure."""
