"""Rules of a place as data: each value dated, cited, and marked by how it was read. Knows no debts and no plans."""
