"""A question read by the garden's own words and values: mended, completed, shortened, explained."""
