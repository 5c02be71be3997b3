"""What answers look like: sentences, data, colours and pictures."""
