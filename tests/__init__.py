"""The tests: one folder an area, with its cases as plain text beside the modules."""
