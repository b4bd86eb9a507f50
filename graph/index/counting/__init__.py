"""How many results a search has, and of which values: counted from columns, not from results."""
