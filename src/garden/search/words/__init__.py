"""Text to the words that are searched for: parted, folded, stemmed, in any language; pure."""
