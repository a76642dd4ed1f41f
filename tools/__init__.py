"""Programs for developers only."""
