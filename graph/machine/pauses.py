"""Whether the machine stood still: a pause is charged to whoever was at work when it came."""

from __future__ import annotations

import time
from threading import Event, Thread
from types import TracebackType

_LOOK = 0.5
_PAUSE = 1.0


class Pauses:
    """Looks at the clock while it is entered; `seen` tells whether the clock leapt.

    `look` are the seconds between two looks, `pause` those more that are no delay but a pause.

    >>> with Pauses() as pauses:
    ...     pauses.seen
    False
    """

    def __init__(self, look: float = _LOOK, pause: float = _PAUSE) -> None:
        self.seen = False
        self._look, self._most = look, look + pause
        self._ended = Event()
        self._thread = Thread(target=self._watch, name="pauses", daemon=True)

    def __enter__(self) -> Pauses:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        last = time.monotonic()
        while not self._ended.wait(self._look):
            now = time.monotonic()
            self.seen |= now - last > self._most
            last = now
