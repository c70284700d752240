"""What leaves the library: letters, charts, and where each figure comes from."""
