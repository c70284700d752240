"""Cases: reading a case file, and the sample cases that ship with the library."""
