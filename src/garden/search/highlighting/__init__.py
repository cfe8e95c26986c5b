"""Why a note was found: its best passages, with the words marked."""
