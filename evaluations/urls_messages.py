"""Routes of 消息."""

from django.urls import path

from .views.messages import messages

urlpatterns = [
    path("messages/", messages.MessagesView.as_view(), name="messages"),
    path("messages/<int:message_id>/open", messages.message_open, name="message_open"),
]
