"""The rules that people in the field insist on: one test each, by commands and read models."""
