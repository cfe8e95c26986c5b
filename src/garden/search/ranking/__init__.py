"""Which notes a question means, and how well each answers it."""
