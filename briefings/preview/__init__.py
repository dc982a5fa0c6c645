"""A desk, seen while it is made. In: its folder. Out: a local web server that shows every change of it by itself.

Two processes. The *server* (``server``, ``routes``, ``guard``, ``pages``, ``views``, ``hub``) answers browsers and
never waits; the *press* (``press``, ``workshop``, ``shelf``) reads the desk and makes its pages. Between them
``studio`` says what is made next, ``client`` asks, ``messages`` are what they say and ``outline`` is what they say of a
brief. ``watch``, ``notices`` and ``stamps`` tell what changed, ``choosing`` and ``ledger`` write what somebody decided.
"""
