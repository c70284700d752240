"""What can be paid: members, dated incomes and spending with their evidence, and cash month by month."""
