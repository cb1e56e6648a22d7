"""Site -> list of Outputs. Still no disk."""
