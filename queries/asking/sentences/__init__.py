"""What was understood and found, said in Chinese or English."""
