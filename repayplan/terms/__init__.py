"""What can be offered: shapes, treatment by component, a new rate, a write-down, and the conventions of rounding."""
