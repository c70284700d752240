"""What is owed: a debt by component, its minimum payment, its stage of arrears, what it accrues."""
