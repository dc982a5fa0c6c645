"""Hostile briefs: one page with all its text, or a refusal that says what to do. (How long: ``tests/bench``.)"""

from __future__ import annotations

import pytest

from briefings.errors import FitError
from briefings.fit import Sheet, fit_brief
from briefings.pdf import count_pages, lay_out
from tests.fit.hostile import HOSTILE

REFUSED = {"the same, pinned", "notes without an end"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_brief_is_one_page_or_refused(name: str) -> None:
    if name in REFUSED:
        with pytest.raises(FitError, match="lines too long for one page"):
            fit_brief(HOSTILE[name](), Sheet(), lay_out)
        return
    fitted = fit_brief(HOSTILE[name](), Sheet(), lay_out)
    assert fitted.layout is not None
    assert count_pages(fitted.layout.write()) == 1
    assert fitted.layout.unseen == []
