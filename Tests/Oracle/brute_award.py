"""The optimal award of a tiny event by trying every award: no model and no solver.

Whole units only. Each item's quantity is split in every way over its lines, beside every set of
bundles; what an award costs and breaks is read off `award_terms.py`.
"""

import itertools
import math

from award_terms import Award


def splits(event, item, left, lines):
    """Every way to cover `left` units of an item by `lines`, the rest unmet where that is allowed."""
    if left < 0:
        return
    if not lines:
        if left == 0 or item.unmet_cost is not None:
            yield {}
        return
    line, rest = lines[0], lines[1:]
    yield from splits(event, item, left, rest)
    least = max(1, math.ceil(line.minimum))
    for units in range(least, math.floor(min(line.maximum, left)) + 1):
        for others in splits(event, item, left - units, rest):
            yield {line.line: units, **others}


def awards(event):
    """Every award that keeps the event's facts."""
    names = [row.bundle for row in event.bundles]
    for count in range(len(names) + 1):
        for bundles in itertools.combinations(names, count):
            contents = [row.contents for row in event.bundles if row.bundle in bundles]
            choices = []
            for item in event.items:
                left = item.quantity - sum(each.get(item.item, 0) for each in contents)
                lines = [line for line in event.lines if line.item == item.item]
                choices.append(list(splits(event, item, left, lines)))
            for parts in itertools.product(*choices):
                units = {name: value for part in parts for name, value in part.items()}
                award = Award(event, units, bundles)
                if not award.faults():
                    yield award


def best(event, scenario, found=None):
    """(values of the stages, awards that attain them all), or None."""
    left = [award for award in (awards(event) if found is None else found)
            if not award.broken(scenario.rules)]
    values = []
    for index, (measure, slack) in enumerate(scenario.stages):
        if not left:
            return None
        sign = -1 if measure in ("quality", "domestic") else 1
        measured = [(sign * award.measure(measure, scenario.rules), award) for award in left]
        value = min(each for each, _ in measured)
        last = index + 1 == len(scenario.stages)
        limit = value if last else value + slack * abs(value)
        left = [award for each, award in measured if each <= limit]
        values.append(sign * value)
    return values, left
