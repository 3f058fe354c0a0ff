"""How a person wants to see the pages: language, light or dark. Kept in the browser alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from nonrefoul.desk.speech import LANGUAGES
from nonrefoul.desk.visit import LANGUAGE, SCHEME, SCHEMES, Asked, local, remember

router = APIRouter()


@router.post("/settings", name="settings")
def settings(
    visit: Asked,
    lang: Annotated[str, Form()] = "",
    scheme: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Keep what was chosen, and go back to where it was."""
    answer = visit.go(local(back))
    for cookie, value, known in ((LANGUAGE, lang, LANGUAGES), (SCHEME, scheme, SCHEMES)):
        if value in known:
            remember(answer, cookie, value)
    return answer
