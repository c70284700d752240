"""Feasibility: the case, where debts and household meet; whether a plan can be kept, month by month, on two ledgers."""
