"""Who changed which note when: the git program, called carefully, and what it tells."""
