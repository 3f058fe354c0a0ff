"""Score pairs of names with nomenklatura's matchers: JSON on standard input, JSON out."""

from __future__ import annotations

import json
import sys
from typing import Any

# The rules that it screens with, the model that it deduplicates with, and those before them.
MATCHERS = ("logic-v2", "er-unstable", "regression-v1", "logic-v1", "name-based")


def main() -> None:
    """Print, for each matcher, the score of each pair."""
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    def entity(name: str) -> Any:
        made = model.make_entity("Person")
        made.id = name
        made.add("name", name)
        return made

    pairs = [(entity(one), entity(other)) for one, other in json.load(sys.stdin)]
    found = {}
    for name in MATCHERS:
        matcher = get_algorithm(name)
        if matcher is not None:
            config = ScoringConfig.defaults()
            scores = [float(matcher.compare(one, other, config).score) for one, other in pairs]
            found[name] = scores
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
