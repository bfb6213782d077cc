"""Texts of the field, put together by chance from a few hundred words; they need to look like posts, not to be true."""

import random

PLACES = (
    "calf", "foot", "thigh", "eyelid", "neck", "shoulder", "lower back", "forearm", "hand", "jaw", "belly", "chest",
)  # fmt: skip
FEELINGS = (
    "cramps",
    "twitches",
    "locks up",
    "feels like wood",
    "burns",
    "jumps",
    "pulls",
    "aches afterwards",
)
TIMES = (
    "at three in the morning", "after a long run", "when I sit at the desk", "on warm days", "after the second flight",
    "while I stretch", "since the spring", "two or three nights a week", "in the pool", "when I point my toes",
)  # fmt: skip
CAUSES = (
    "a new tablet for my blood pressure", "coffee", "sweating a lot", "sitting for hours", "new shoes",
    "the night shifts", "pregnancy", "an old injury", "little sleep", "the marathon training",
)  # fmt: skip
ADVICE = (
    "straighten the knee and pull the toes to the shin", "stand on the leg until the muscle lets go",
    "drink to your thirst and not beyond it", "ask for your salts to be checked", "stretch before you go to bed",
    "keep a note of when it happens", "see somebody the same day if one calf is swollen and warm",
    "do not stop a medicine on your own", "walk around before you lie down", "warm the muscle for ten minutes",
)  # fmt: skip
EVIDENCE = (
    "The evidence for that is weak, yet it does no harm.", "Trials do not agree on magnesium.",
    "That is well established.", "Nobody knows why this helps some people and not others.",
)  # fmt: skip
EXTRAS = (
    "morning", "stairs", "cycling", "sleep", "bladder", "statin", "pregnancy", "diabetes", "thyroid", "running",
    "swimming", "office", "heat", "travel", "age", "children", "surgery", "nerves", "posture", "cold",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    """Return what somebody tells."""
    pick = chance.choice
    return pick(
        (
            f"My {pick(PLACES)} {pick(FEELINGS)} {pick(TIMES)}, and I wonder whether {pick(CAUSES)} has to do with it.",
            f"It {pick(FEELINGS)} {pick(TIMES)}; the {pick(PLACES)} stays sore until noon.",
            f"I have tried to {pick(ADVICE)}, which helped a little.",
            f"Could {pick(CAUSES)} make the {pick(PLACES)} worse?",
        )
    )


def advice(chance: random.Random) -> str:
    """Return what somebody recommends."""
    pick = chance.choice
    return pick(
        (
            f"When the {pick(PLACES)} {pick(FEELINGS)}, {pick(ADVICE)}. {pick(EVIDENCE)}",
            f"With {pick(CAUSES)} I would first {pick(ADVICE)}, then {pick(ADVICE)}.",
            f"{pick(EVIDENCE)} Still, {pick(ADVICE)}, above all if it {pick(FEELINGS)} {pick(TIMES)}.",
        )
    )


def title(chance: random.Random) -> str:
    pick = chance.choice
    return f"My {pick(PLACES)} {pick(FEELINGS)} {pick(TIMES)}: is it {pick(CAUSES)}?"


def paragraphs(chance: random.Random, say: object, sentences: int) -> str:
    """Return a text of so many sentences, three in a paragraph."""
    said = [say(chance) for _ in range(sentences)]  # type: ignore[operator]
    return "\n\n".join(" ".join(said[first : first + 3]) for first in range(0, sentences, 3))


def tag_names(number: int, taken: set[str]) -> list[str]:
    """Return so many different tags that are not taken, the same ones each time."""
    words = [word.replace(" ", "-") for word in (*PLACES, *EXTRAS)]
    pairs = [f"{one}-{other}" for one in words for other in words if one != other]
    numbered = (f"{pair}-{number}" for number in range(2, 100) for pair in pairs)
    names = [*words, *(pair for pair in pairs if len(pair) <= 26)]
    while len(names) < number + 200:
        names.append(next(numbered)[:30])
    return [name for name in dict.fromkeys(names) if name not in taken][:number]
