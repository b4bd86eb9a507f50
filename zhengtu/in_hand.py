"""What a connection is busy with, and how it is cut."""

from __future__ import annotations

import asyncio
import socket
import struct

from api.connection.soon import Stop


class InHand:
    """A request that is answered past the parser, in the place where uvicorn has its own."""

    def __init__(self) -> None:
        self.keep_alive = True
        self.disconnected = False
        self.response_complete = False
        self.stop: Stop = bool

    @property
    def message_event(self) -> InHand:
        return self

    def set(self) -> None:
        """Stop: it is called when the client has left."""
        if not self.response_complete:
            self.disconnected = True
            stop, self.stop = self.stop, bool  # it knows whom it would tell: a circle
            stop()


def cut(transport: asyncio.Transport) -> None:
    """Close a connection at once; the system drops what it still holds for a slow reader."""
    channel = transport.get_extra_info("socket")
    if channel is not None:
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
