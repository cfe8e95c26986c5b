"""What notes have to do with each other, without anyone having asked."""
