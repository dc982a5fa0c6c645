"""A seed's text → Article. In: the text of a file and its path. Out: an Article with its parts marked.

Front matter, headline, byline, dateline, agency credits, captions and newsletter plugs are recognised here,
so that no extractor takes them for facts. In the order in which a seed goes through them::

    decode.py        bytes → text (UTF-8, UTF-16), or what is wrong with them
    front_matter.py  the metadata that the desk wrote above the text
    html.py          a saved page → its metadata and paragraphs      markdown.py: a .md file without its marks
    parts.py         paragraphs → headline, byline, dateline, body …   (lines.py: how each looks)
    calendar.py      the full dates of date lines      wires.py: news agencies and how they are credited
    parse.py         all of it → Article
"""

from briefings.article.decode import decode_article
from briefings.article.parse import parse_article
from briefings.article.slug import slugify

__all__ = ["decode_article", "parse_article", "slugify"]
