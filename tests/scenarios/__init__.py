"""The systems of the source documents, each told once through the API on made-up units."""
