"""What follows an agreement: promises, reminders, contact rules, what was really paid, and the next plan."""
