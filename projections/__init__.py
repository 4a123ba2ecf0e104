"""What the log says: folds and their tables. Everything here can be thrown away and computed again."""
