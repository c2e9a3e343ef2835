"""Floors and arrows inside the rooms, printed: ``uv run python -m tests.bench.floors [ROOM ...]``."""

import sys

import grimp

ROOMS = ("clinical", "people", "symptoms", "care", "reports", "exchange", "alsweak")


def main(rooms: list[str]) -> None:
    graph = grimp.build_graph(*ROOMS, cache_dir=None, exclude_type_checking_imports=True)
    for room in rooms or ROOMS:
        found = floors(graph, room)
        print(f"{room}: {len(found)} floors, {len(arrows(graph, room))} arrows between {sum(map(len, found))} parts")
        for parts in reversed(found):
            print(f"  {', '.join(sorted(part.partition('.')[2] for part in parts))}")


def arrows(graph: grimp.ImportGraph, room: str) -> set[tuple[str, str]]:
    """From part to part of a room, its direct children being the parts."""
    parts = graph.find_children(room)
    return {
        (importer, imported)
        for importer in parts
        for imported in parts
        if importer != imported and graph.direct_import_exists(importer=importer, imported=imported, as_packages=True)
    }


def floors(graph: grimp.ImportGraph, room: str) -> list[set[str]]:
    """The parts by floor, the lowest first: each stands on parts of lower floors alone. Raises ``ValueError`` for a
    circle."""
    left, found = set(graph.find_children(room)), []
    down = arrows(graph, room)
    while left:
        lowest = {
            part for part in left if not any(importer == part and imported in left for importer, imported in down)
        }
        if not lowest:
            raise ValueError(f"{room}: a circle of {', '.join(sorted(left))}")
        found.append(lowest)
        left -= lowest
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
