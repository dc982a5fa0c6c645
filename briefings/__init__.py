"""briefings: published articles in, one-page foreign-policy briefs out.

The walk (see ARCHITECTURE.md): ``parse_article`` → ``extract_facts`` → ``corroborate`` → ``compose_brief`` →
``fit_brief`` → ``render_markdown`` / ``render_html`` → ``make_pdf`` → ``check_brief``.
"""

__version__ = "0.1.0"
