"""The docs say what the program does: the commands' help is written into them and checked."""
