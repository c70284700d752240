"""Findings into sentences, rows into text tables, HTML and data frames. Knows no meaning, in en and zh alike."""
