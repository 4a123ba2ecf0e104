"""Partitions of a weighted graph: the one place that knows networkx.

Modularity of a partition, Q = sum over its parts c of L_c/m - (d_c/2m)^2: L_c is the weight within c, d_c the
weight at its nodes, m all weight. 0 is what chance would give; it runs from -0.5 to under 1.

Source: M. Newman, M. Girvan, "Finding and evaluating community structure in networks" (2004); V. Blondel et al.,
"Fast unfolding of communities in large networks" (2008); A. Clauset et al., "Finding community structure in very
large networks" (2004).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx  # type: ignore[import-untyped]

SEED = 7
"""Louvain visits nodes in an order of chance; this one makes it the same each time."""

Parts = tuple[tuple[str, ...], ...]
Weights = Mapping[tuple[str, str], float]
"""Pairs of nodes, each pair once, and how much joins them."""


def modularity(weights: Weights, parts: Iterable[Iterable[str]]) -> float:
    """Of a partition of all nodes; there is one pair at least."""
    return _modularity(_graph(weights), parts)


def best_parts(weights: Weights) -> Parts:
    """The better one of two searches, Louvain's and greedy merging; nodes and parts in the order of text.

    Best found, not best there is: that one is NP-hard to find.
    """
    graph = _graph(weights)
    louvain = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    greedy = nx.community.greedy_modularity_communities(graph, weight="weight")
    found = max((louvain, greedy), key=lambda parts: _modularity(graph, parts))
    return tuple(sorted(tuple(sorted(part)) for part in found))


def joined(parts: Iterable[Iterable[int]]) -> list[list[int]]:
    """Whatever hangs together by these parts, each group in order, the groups by their first."""
    union = nx.utils.UnionFind()
    for part in parts:
        union.union(*part)
    return sorted(sorted(group) for group in union.to_sets())


def _graph(weights: Weights) -> Any:
    graph = nx.Graph()
    # In an order of its own, so that equal weights make equal graphs.
    graph.add_nodes_from(sorted({node for pair in weights for node in pair}))
    graph.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(weights.items()))
    return graph


def _modularity(graph: Any, parts: Iterable[Iterable[str]]) -> float:
    return float(nx.community.modularity(graph, [set(part) for part in parts], weight="weight"))
