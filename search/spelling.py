"""How far two words are from each other."""


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters have to be added, removed, changed or swapped with the next.

    Anything above `most` counts as most + 1.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, opposite in enumerate(other, 1):
            cost = letter != opposite
            best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + cost)
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite
            current.append(min(best, before_last[column - 2] + 1) if swapped else best)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return last[-1]
