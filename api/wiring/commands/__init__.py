"""Inputs of the API as commands of the domain. They were checked for form before they come here."""
