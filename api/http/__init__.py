"""What any request and answer is made of: heads, bodies, forms, tags, tokens, problems.

`asked` holds what is noted of a request meanwhile; `envelope` goes around every answer.
"""
