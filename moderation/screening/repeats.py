"""Texts that are nearly those that moderators have removed."""

from django.utils.translation import gettext_lazy as _

from moderation.screening.findings import Check, Finding
from moderation.screening.fingerprints import fingerprint, likeness
from moderation.screening.material import Material
from moderation.screening.memory import removed_texts

SAME, SIMILAR = 0.75, 0.4
SAME_SCORE, SIMILAR_SCORE = 70, 40


def look(material: Material) -> Finding | None:
    removed = removed_texts()
    own = fingerprint(material.words) if len(removed.post_ids) else None
    if own is None:
        return None
    shares = likeness(own, removed.fingerprints)
    if material.without is not None:
        shares = shares * (removed.post_ids != material.without)
    best = int(shares.argmax())
    if shares[best] < SIMILAR:
        return None
    score = SAME_SCORE if shares[best] >= SAME else SIMILAR_SCORE
    return Finding(score, _("It is much like a post that was removed."), f"#{removed.post_ids[best]}")


CHECK = Check("repeats", _("Likeness to removed posts"), look, is_proven=True)
