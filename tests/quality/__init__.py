"""How good the facts are: articles with their marks, a scorer, and floors that only rise."""
