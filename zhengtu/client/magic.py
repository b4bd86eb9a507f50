"""`%%sparql` in a notebook: a cell that is a query, with completion."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from IPython.core.completer import CompletionContext, SimpleCompletion, context_matcher
from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class

from ontology.errors import ZhengtuError
from zhengtu.client.completion import complete, fragment

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MAGIC = "%%sparql"
_USAGE = f"{MAGIC} [CONNECTION] [-o NAME] [--labels] [name=value …]"


def register(shell: InteractiveShell) -> None:
    """Add the magic and its completion to `shell`; a second time changes nothing."""
    shell.register_magics(SparqlMagics)
    completer = shell.Completer
    if completer is not None and _match not in completer.custom_matchers:
        completer.custom_matchers.append(_match)


@magics_class
class SparqlMagics(Magics):
    """Runs a cell as a query."""

    @cell_magic
    def sparql(self, line: str, cell: str) -> Any:  # noqa: ANN401 - by the form of the query
        """Answer the query in the cell on a connection, by default `kg` or a new local one.

            %%sparql kg -o frame --labels theme=id:theme/environment

        `-o NAME` keeps the answer in a variable; values are bound to variables of the query.
        """
        name, output, labels, values = _arguments(line)
        try:
            graph = self._connection(name)
            answer = graph.sparql(cell, labels=labels, **values)
        except ZhengtuError as error:
            raise UsageError(f"{error.title}: {error}") from None
        if output:
            self._names[output] = answer
        return answer

    @property
    def _names(self) -> dict[str, Any]:
        """The variables of the notebook."""
        assert self.shell is not None  # noqa: S101 - registered by a shell
        names: dict[str, Any] = self.shell.user_ns
        return names

    def _connection(self, name: str) -> Any:  # noqa: ANN401 - what the user put there
        from zhengtu import connect

        if name not in self._names:
            if name != "kg":
                raise UsageError(f"no connection '{name}'; make one: {name} = zhengtu.connect()")
            self._names[name] = connect()
        graph = self._names[name]
        if not hasattr(graph, "sparql"):
            raise UsageError(f"'{name}' is no connection of zhengtu.connect()")
        return graph


def _arguments(line: str) -> tuple[str, str, bool, dict[str, object]]:
    """Return the names of connection and output, whether labels are wanted, and the values."""
    name, output, labels = "kg", "", False
    values: dict[str, object] = {}
    words = iter(shlex.split(line))
    for word in words:
        if word == "-o":
            output = next(words, "")
            if not output.isidentifier():
                raise UsageError(f"-o needs the name of a variable: {_USAGE}")
        elif word == "--labels":
            labels = True
        elif "=" in word:
            key, _, value = word.partition("=")
            values[key] = int(value) if value.lstrip("-").isdigit() else value
        elif word.isidentifier():
            name = word
        else:
            raise UsageError(f"'{word}' is not understood: {_USAGE}")
    return name, output, labels, values


@context_matcher()  # type: ignore[untyped-decorator]
def _match(context: CompletionContext) -> dict[str, Any]:
    """Complete in cells that begin with the magic; nothing else is offered there."""
    if not context.full_text.lstrip().startswith(MAGIC) or context.cursor_line == 0:
        return {"completions": []}
    before = context.text_until_cursor
    found = [SimpleCompletion(text=word) for word in complete(before, context.full_text)]
    suppress = bool(found)
    return {"completions": found, "matched_fragment": fragment(before), "suppress": suppress}
