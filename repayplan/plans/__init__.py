"""Plans: a debt under terms, worked out to dated rows that add up; and what happens without one."""
