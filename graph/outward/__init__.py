"""Requests of this server to other ones: none, unless a list names their hosts."""
