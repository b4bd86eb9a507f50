"""The processes that answer: `workers` is what a snapshot is asked through, `pool` who is next.

On this side of a process stand `jobs`, `turns`, `shares`, `staff` and `process`; on the other
`service` hears a question and `worker` answers it.
"""
