"""The command line. Each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import sys

import typer

from zhengtu.commands import asking, loading, serving

COMMANDS = (
    loading.load,
    loading.divisions,
    serving.serve,
    asking.query,
    asking.search,
    asking.pivot,
    asking.network,
    asking.ask,
    asking.explain,
    asking.compare,
    serving.export,
    serving.mcp,
    asking.why,
    loading.mappings,
    loading.check,
    loading.token,
    loading.info,
    loading.report,
)
"""In the order in which the help lists them."""

app = typer.Typer(
    help="政图: Chinese government task documents as a knowledge graph.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    settings = {"ignore_unknown_options": command is asking.search}  # -农村: not this word
    app.command(context_settings=settings)(command)


def main() -> None:
    """Run the command line; a mistake of the user is one line and exit code 1, no traceback."""
    from ontology.errors import ZhengtuError

    try:
        app()
    except ZhengtuError as error:
        typer.echo(f"{error.title}: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
