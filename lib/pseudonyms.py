"""Invented names for those who ask under a mask."""

import secrets

ADJECTIVES = (
    "Amber", "Autumn", "Brave", "Bright", "Calm", "Careful", "Cheerful", "Clear", "Copper", "Coral", "Curious",
    "Early", "Emerald", "Evening", "Faithful", "Gentle", "Golden", "Green", "Hazel", "Hidden", "Honest", "Ivory",
    "Kind", "Late", "Light", "Lively", "Lucky", "Mellow", "Merry", "Misty", "Morning", "Northern", "Olive", "Patient",
    "Pearl", "Plain", "Quick", "Quiet", "Ready", "Rosy", "Sandy", "Silent", "Silver", "Slow", "Southern", "Spring",
    "Steady", "Summer", "Sunny", "Swift", "Tender", "Velvet", "Warm", "Western", "Wild", "Winter", "Wise", "Young",
)  # fmt: skip
ANIMALS = (
    "Badger", "Beaver", "Blackbird", "Bluebird", "Bobcat", "Butterfly", "Camel", "Chamois", "Cricket", "Crane",
    "Curlew", "Deer", "Dolphin", "Dormouse", "Dove", "Eagle", "Egret", "Falcon", "Ferret", "Finch", "Firefly", "Fox",
    "Gazelle", "Goldfinch", "Grouse", "Hare", "Hawk", "Hedgehog", "Heron", "Ibex", "Jackdaw", "Kestrel", "Kingfisher",
    "Koala", "Lark", "Lynx", "Magpie", "Marten", "Marmot", "Mole", "Moose", "Nightingale", "Oriole", "Otter", "Owl",
    "Panda", "Pelican", "Penguin", "Plover", "Puffin", "Raven", "Robin", "Seal", "Sparrow", "Squirrel", "Starling",
    "Stork", "Swallow", "Swan", "Thrush", "Turtle", "Walrus", "Weasel", "Wren",
)  # fmt: skip
NUMBERS = 1000


def new_pseudonym() -> str:
    """Return an invented name such as "Quiet Heron 471", drawn at random and from nothing else."""
    words = (secrets.choice(ADJECTIVES), secrets.choice(ANIMALS))
    return f"{' '.join(words)} {secrets.randbelow(NUMBERS)}"
