"""What is doubtful in a reading or its rows, and what comes nearest where nothing is found."""
