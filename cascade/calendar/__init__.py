"""Working days: weekends, public holidays and swapped days."""
