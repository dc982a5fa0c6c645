"""How fast it is, beside a peer or a bare library call in the same run; ``make bench`` prints the table."""
