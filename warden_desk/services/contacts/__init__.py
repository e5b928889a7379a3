"""People at the organisations we work with: kept up to date, spoken to, written to."""
