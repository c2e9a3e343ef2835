"""What somebody says of their treatments day by day (CLINICAL 8)."""
