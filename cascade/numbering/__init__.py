"""The numbers that an issuer gives to documents of one type, and those it is known to have given."""
