"""消息: what a person was told, unread first; opened one by one, or all marked as read."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from evaluations.forms.whole_numbers import whole_number
from evaluations.models import Message
from evaluations.selectors.messages import Said, led_to, messages_of, said_of
from evaluations.services.messages import read, read_all

PAGE = 30


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message of the list."""

    id: int
    said: Said
    at: datetime
    unread: bool
    mailed_at: datetime | None


class MessagesView(View):
    """GET lists, POST marks what the page showed as read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the messages, unread first."""
        page = Paginator(messages_of(request.user), PAGE).get_page(request.GET.get("page"))
        rows = [_row(message) for message in page]
        latest = max((row.id for row in rows if row.unread), default=0)
        return render(
            request, "evaluations/messages/messages.html", {"page": page, "rows": rows, "latest": latest}
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark all that had come when the page was shown; what came since stays unread."""
        count = read_all(actor=request.user, until=whole_number(request.POST.get("until", "")) or 0)
        notes.success(request, f"已把 {count} 条消息标为已读。" if count else "没有未读的消息。")
        return redirect("evaluations:messages")


def message_open(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark a message as read and go where it leads; another person's is 404."""
    message = get_object_or_404(messages_of(request.user), pk=message_id)
    read(actor=request.user, message=message)
    route, arguments = led_to(message)
    return redirect(reverse(route, kwargs=arguments))


def _row(message: Message) -> MessageRow:
    return MessageRow(
        id=message.pk,
        said=said_of(message),
        at=message.at,
        unread=message.read_at is None,
        mailed_at=message.mailed_at,
    )
