"""What is served: its snapshots, each of its things, its description, all of it to take away."""
