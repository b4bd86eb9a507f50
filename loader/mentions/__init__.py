"""What the texts of work items name: places, facilities, bodies, programmes, events, policies."""
