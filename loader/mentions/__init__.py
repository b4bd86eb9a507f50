"""What the texts of work items name: places, facilities, bodies, programmes, events, policies.

A `vocabulary` for one place and year lets several readers look (`find`); `items` sets what they
found beside the characters of the source, `entities` gives the nodes.
"""
