"""What a relation between two countries is: its events, their dates, and the rules by which they move it."""
