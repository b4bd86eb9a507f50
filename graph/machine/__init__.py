"""What the machine gives a process and what it does not: memory, processors, system calls."""
