"""What is said after a save: how much was saved, and what was understood differently from how it was typed."""

from django.contrib import messages
from django.http import HttpRequest

from rubrics.scoring import address as addresses
from rubrics.scoring.characters import quoted
from rubrics.scoring.problems import Problem
from rubrics.scoring.reading.desks import desk_of
from rubrics.scoring.types import Document

from .attempt import Attempt

MOST_ECHOES = 8


def say(request: HttpRequest, document: Document, attempt: Attempt) -> None:
    """Leave the words for the next page."""
    if not attempt.saved:
        messages.info(request, "没有改动，不用保存。")
        return
    messages.success(request, f"已保存 {len(attempt.saved)} 处。")
    echoes = echoes_of(document, attempt)
    if echoes:
        messages.info(request, "；".join(echoes) + "。")


def echoes_of(document: Document, attempt: Attempt) -> list[str]:
    """Return what was understood: “采购金额”填的“１２３”按 123.00 万元 读取."""
    noticed = [saved for saved in attempt.saved if saved.notice]
    echoes = [
        f"{quoted(title_of(document, saved.address))}填的“{attempt.typed.get(saved.address, '')}”{saved.notice}"
        for saved in noticed[:MOST_ECHOES]
    ]
    more = len(noticed) - len(echoes)
    return [*echoes, f"另有 {more} 处按常规读取"] if more else echoes


def title_of(document: Document, where: str) -> str:
    """Return the title of the field at an address."""
    address = addresses.parse(where)
    field = address if isinstance(address, Problem) else desk_of(document).field_at(address)
    return where if isinstance(field, Problem) else field.title
