"""The numbers that an issuer gives to documents of one type, and known ones."""
