"""Short ways, past routes and layers: what is answered in the connection, or begun there.

`known` was answered before, `prompt` takes a moment, `soon` takes a process; `at_once` tries these
on the bytes of a request. `front` does the same in a process of its own, on what is lent to it.
"""
