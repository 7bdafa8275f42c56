"""Measures two ways of doing the same thing by turns in one process, so that both meet the same machine."""

import gc
import statistics
import time
from collections.abc import Callable

TURNS = 7


def seconds(work: Callable[[], object]) -> float:
    """Return how long the work takes, garbage collection put off to its end as in timeit."""
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began
    finally:
        gc.enable()


def compare(ours: Callable[[], object], yardstick: Callable[[], object], turns: int = TURNS) -> float:
    """Prints both medians and, last, `ratio: N` (ours / yardstick, median of the turns' ratios); returns N."""
    ours(), yardstick()  # both warm
    pairs = [(seconds(ours), seconds(yardstick)) for _ in range(turns)]
    ratio = statistics.median(mine / other for mine, other in pairs)
    print(f"ours: {statistics.median(mine for mine, _ in pairs):.3f} s")
    print(f"yardstick: {statistics.median(other for _, other in pairs):.3f} s")
    print(f"ratio: {ratio:.2f}")
    return ratio
