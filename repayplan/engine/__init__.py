"""The engine: one recurrence and one search, on ints and on columns alike. Imports units alone."""
