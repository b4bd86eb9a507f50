"""The numbers and promises of the texts: which a question asks for, claims or compares."""
