"""What a question was understood to ask: the structured query and the draft it grows from."""
