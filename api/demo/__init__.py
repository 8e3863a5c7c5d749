"""The demo: the ward letter's story and a made-up nation, told through HTTP and GraphQL."""
