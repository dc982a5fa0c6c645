"""Brief → Brief that fills one page. In: a ranked brief and a way to lay it out. Out: the brief cut to fit, and its layout."""
