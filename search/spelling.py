"""How far two words are from each other."""


def letters(word: str) -> int:
    """Return which letters a word has, a bit each (of every 64th letter the same)."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) % 64)
    return found


def may_be_near(one: int, other: int, most: int) -> bool:
    """Whether two words with these letters can be so near: each change takes away one letter and brings one at most."""
    return (one ^ other).bit_count() <= 2 * most


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
