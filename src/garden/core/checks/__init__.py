"""What is checked of each note among all others, by subject; `garden.core.checking` runs them."""
