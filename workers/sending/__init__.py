"""Sending messages: by signed webhook, to a chat, by mail. Nothing here knows the queue."""
