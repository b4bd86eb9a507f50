"""Run the trials and print the figure, and each wrong answer in full."""

from __future__ import annotations

import sys
from collections import Counter

from bench.differential.trial import run_trials

_OUTCOMES = ("right", "refused", "wrong", "undefined")


def main(count: int = 5_000, seed: int = 1) -> int:
    """Run `count` trials and return the exit code: 1 if an answer was wrong."""
    outcomes: Counter[str] = Counter()
    for trial in run_trials(count, seed):
        outcomes[trial.outcome] += 1
        if trial.outcome == "wrong":
            print(f"seed {trial.seed}: {trial.query}\n  {trial.detail}")
    print(", ".join(f"{outcomes[name]} {name}" for name in _OUTCOMES))
    return 1 if outcomes["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
