"""Telling people: notices in the application, and mail by an outbox. Causes come from slices above.

Whoever has a cause calls `actions.tell`, the one door, in the transaction of the cause; what is
said of it, `kinds.Kind` knows, when a page is shown or a mail is sent.
"""
