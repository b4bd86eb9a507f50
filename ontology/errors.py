"""The family of errors a user can meet.

    ZhengtuError            500
    ├── UnreadableDocument  422   a file that no reader can read
    ├── LayoutError         422   a table or row that cannot be understood
    ├── RegisterError       422   a register row that contradicts itself or another
    ├── SettingError        422   a setting that does not exist or has no such value
    ├── MissingPackage      501   an optional package that is not installed
    ├── SnapshotError       503   no snapshot, or one that is damaged
    ├── RemoteError         502   another server that does not answer, or not as expected
    │   └── RemoteTooLarge  502   more of another server than is read here
    ├── QueryError          400   a query that cannot be parsed
    │   └── QueryRefused    400   a query that is legal but not answered here
    │       └── OutwardRefused 403 a request to a server that may not be asked
    ├── UnreadableRequest   400   a request that is not in the form its protocol says
    │   └── UnreadableBody  415   a body in a coding that is not read here
    ├── UnreadableSearch    422   a search whose quotation marks, brackets or operators do not fit
    ├── QueryTooLong        413   a query longer or deeper than the limit
    ├── NotAcceptable       406   a format that the answer cannot have
    ├── ResultTooLarge      413   a result larger than the limit
    ├── QueryTimeout        504   a query stopped at its deadline
    ├── QueryOutOfMemory    507   a query whose process ended, of memory or depth
    ├── EngineFault         500   a query at which the engine failed
    ├── RequestTimeout      408   a request that did not arrive in time
    ├── TryLater            503   a request that may be answered a little later
    │   ├── TooManyQueries  429   more queries at the same time than one client may have
    │   ├── ServerBusy      503   a query that was put back for others
    │   └── QueryStopped    503   a query that the operator stopped
    ├── NotAuthorized       401   a request that needs a token and has none that is known
    ├── Forbidden           403   a request that its token does not permit
    ├── UnknownName         404   a node, question or snapshot that does not exist
    └── UnknownValue        422   a parameter or value that is not known

Every message says what was wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable


class ZhengtuError(Exception):
    """Base of all errors that are shown to a user; `status` is the HTTP status."""

    status = 500
    title = "Something went wrong"

    def details(self) -> dict[str, object]:
        """Members to add to a problem document, such as the position in a query."""
        return {}

    def headers(self) -> dict[str, str]:
        """Fields to add to the header of a response, such as when to come back."""
        return {}


class UnreadableDocument(ZhengtuError):
    status = 422
    title = "The document cannot be read"


class OutOfTime(UnreadableDocument):
    """The time for a document is used up, by the document or by a pause of the machine."""


class LayoutError(ZhengtuError):
    status = 422
    title = "The layout of the document is not understood"


class RegisterError(ZhengtuError):
    status = 422
    title = "A register is not consistent"


class SettingError(ZhengtuError):
    status = 422
    title = "A setting is not valid"


class MissingPackage(ZhengtuError):
    status = 501
    title = "An optional package is not installed"


class SnapshotError(ZhengtuError):
    status = 503
    title = "There is no snapshot to answer from"


class RemoteError(ZhengtuError):
    status = 502
    title = "The server does not answer as it should"


class RemoteTooLarge(RemoteError):
    """More than is read here; a part of it would be no answer."""


class QueryError(ZhengtuError):
    """A query that cannot be parsed; `line` and `column` are 1-based where they are known."""

    status = 400
    title = "The query is not valid SPARQL"

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[type[QueryError], tuple[str, int | None, int | None]]:
        return (type(self), (str(self), self.line, self.column))

    def details(self) -> dict[str, object]:
        return {} if self.line is None else {"line": self.line, "column": self.column}


class QueryRefused(QueryError):
    title = "The query is not answered here"


class OutwardRefused(QueryRefused):
    status = 403
    title = "This server may not ask that one"


class UnreadableRequest(ZhengtuError):
    status = 400
    title = "The request cannot be read"


class UnreadableBody(UnreadableRequest):
    status = 415
    title = "The body is in a coding that is not read here"


class QueryTooLong(ZhengtuError):
    status = 413
    title = "The query is too long or too deep"


class NotAcceptable(ZhengtuError):
    status = 406
    title = "The answer cannot be given in that format"


class ResultTooLarge(ZhengtuError):
    status = 413
    title = "The result is too large"


class QueryTimeout(ZhengtuError):
    status = 504
    title = "The query took too long"


class QueryOutOfMemory(ZhengtuError):
    status = 507
    title = "The query ended its process"


class EngineFault(ZhengtuError):
    title = "The engine failed at the query"


class RequestTimeout(ZhengtuError):
    status = 408
    title = "The request did not arrive in time"


class TryLater(ZhengtuError):
    """A request that may be answered a little later; `seconds` says when to come back."""

    status = 503
    title = "The request is not answered now"

    def __init__(self, message: str, seconds: int = 1) -> None:
        super().__init__(message)
        self.seconds = seconds

    def __reduce__(self) -> tuple[type[TryLater], tuple[str, int]]:
        return (type(self), (str(self), self.seconds))

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.seconds)}


class TooManyQueries(TryLater):
    status = 429
    title = "Too many queries at the same time"


class ServerBusy(TryLater):
    title = "The server is busy"


class QueryStopped(TryLater):
    title = "The operator stopped the query"


class NotAuthorized(ZhengtuError):
    status = 401
    title = "A token is needed"

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class Forbidden(ZhengtuError):
    status = 403
    title = "The token does not permit that"


class UnknownName(ZhengtuError):
    status = 404
    title = "There is no such thing here"


class UnreadableSearch(ZhengtuError):
    """A search that cannot be read; `column` is where, from 1."""

    status = 422
    title = "The search cannot be read"

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column

    def __reduce__(self) -> tuple[type[UnreadableSearch], tuple[str, int]]:
        return (type(self), (str(self), self.column))

    def details(self) -> dict[str, object]:
        return {"parameter": "q", "column": self.column}


class UnknownValue(ZhengtuError):
    """A parameter or value that is not known; `name` is the parameter's, `choices` what is."""

    status = 422
    title = "A parameter or value is not known"

    def __init__(self, message: str, name: str, choices: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.name = name
        self.choices = tuple(choices)

    def __reduce__(self) -> tuple[type[UnknownValue], tuple[str, str, tuple[str, ...]]]:
        return (type(self), (str(self), self.name, self.choices))

    def details(self) -> dict[str, object]:
        found: dict[str, object] = {"parameter": self.name}
        return {**found, "choices": list(self.choices)} if self.choices else found
