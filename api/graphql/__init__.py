"""The GraphQL face: types as the contract words them, thin resolvers, and how an operation runs."""
