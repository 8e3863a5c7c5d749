"""The API: GraphQL over HTTP, and the command line."""
