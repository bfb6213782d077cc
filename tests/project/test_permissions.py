"""Every address × every role × every method against one table; an address without a row fails."""

import uuid

import pytest
from django.db import transaction
from django.urls import reverse

from tests.emptying import empty_memory
from tests.factories import ANSWER, BODY, STATEMENT, make_member
from tests.lib.pictures import Upload
from tests.project.world import ROLES, address, build_world, url_names

pytestmark = pytest.mark.django_db

# Statuses in the order of ROLES:
# anonymous, member, asker, answerer, colleague, moderator, editor, administrator, suspended, reviewer.
EVERYBODY = [200] * 10
NOT_HERE = [405] * 10
SIGNED_IN = [302] + [200] * 9
GONE_ELSEWHERE = [302] * 10
MOVED = [301] * 10

# Reading: GET.
GET = {
    "home": EVERYBODY,
    "about": EVERYBODY,
    "contact": EVERYBODY,
    "how-it-works": EVERYBODY,
    "house-rules": EVERYBODY,
    "privacy": EVERYBODY,
    "health": EVERYBODY,
    "service-worker": EVERYBODY,
    "manifest": EVERYBODY,
    # A picture of the editor that no post shows yet.
    "media": [404, 404, 404, 404, 404, 200, 200, 200, 404, 200],
    "qa:ask": EVERYBODY,
    "qa:similar": NOT_HERE,
    "qa:answered": NOT_HERE,
    "qa:questions": EVERYBODY,
    "qa:question": EVERYBODY,
    "qa:question-short": MOVED,
    "qa:answer": [302, 403, 403, 200, 200, 403, 403, 403, 403, 403],
    "qa:edit-answer": [302, 403, 403, 200, 403, 403, 403, 403, 403, 403],
    "qa:retract": [302, 403, 403, 200, 403, 403, 403, 403, 403, 403],
    "qa:desk": [302, 403, 403, 200, 200, 403, 403, 403, 403, 403],
    "qa:desk-settings": [302] + [405] * 9,
    "qa:paragraphs": [302] + [405] * 9,
    "qa:claim": NOT_HERE,
    "qa:refer": [302, 403, 403, 200, 200, 403, 403, 403, 403, 403],
    "qa:outcome": [302, 403, 200, 403, 403, 403, 403, 403, 403, 403],
    "qa:outcome-link": EVERYBODY,
    "qa:outcomes": EVERYBODY,
    "qa:react": [302, 200, 200, 403, 200, 200, 200, 200, 403, 200],
    "qa:details": [302, 403, 200, 403, 403, 403, 403, 403, 403, 403],
    "qa:close": NOT_HERE,
    "qa:reopen": NOT_HERE,
    "qa:ask-detail": NOT_HERE,
    "qa:lock": NOT_HERE,
    "qa:merge": NOT_HERE,
    "qa:merges": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "qa:undo-merge": [302] + [405] * 9,
    "qa:accept": NOT_HERE,
    "qa:agree": [302, 403, 403, 403, 200, 403, 403, 403, 403, 403],
    "knowledge:articles": EVERYBODY,
    "knowledge:article": EVERYBODY,
    "knowledge:relief": EVERYBODY,
    "knowledge:glossary": EVERYBODY,
    "knowledge:guide": EVERYBODY,
    "knowledge:faq": EVERYBODY,
    "knowledge:faq-entry": GONE_ELSEWHERE,
    "knowledge:offline": EVERYBODY,
    "knowledge:offline-copy": EVERYBODY,
    "knowledge:edit": [302, 403, 403, 403, 403, 403, 200, 200, 403, 403],
    "knowledge:move": [302, 403, 403, 403, 403, 403, 200, 200, 403, 403],
    "knowledge:owner": NOT_HERE,
    "knowledge:restore": NOT_HERE,
    "knowledge:board": [302, 403, 403, 403, 403, 403, 200, 200, 403, 200],
    "knowledge:proposal": [302, 403, 403, 403, 403, 403, 200, 200, 403, 200],
    "knowledge:withdraw": NOT_HERE,
    "knowledge:answer-remark": NOT_HERE,
    "knowledge:sign": [302, 403, 403, 403, 403, 403, 403, 403, 403, 200],
    "knowledge:helpful": EVERYBODY,
    "knowledge:needs-change": [302, 200, 200, 200, 200, 200, 200, 200, 403, 200],
    "knowledge:follow": NOT_HERE,
    "comments:comment": [302, 200, 200, 200, 200, 200, 200, 200, 403, 200],
    "comments:comments": EVERYBODY,
    "comments:claim": [302, 200, 200, 200, 200, 200, 200, 200, 403, 200],
    "comments:guest-sent": EVERYBODY,
    "comments:guest-confirm": EVERYBODY,
    "comments:guest-manage": EVERYBODY,
    "comments:guest-stop": EVERYBODY,
    "posts:close-comments": NOT_HERE,
    "moderation:flag": [302, 200, 403, 200, 200, 200, 200, 200, 403, 200],
    "moderation:review": NOT_HERE,
    "moderation:queue": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:vote-rings": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:lists": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:unwatch": [302] + [405] * 9,
    "moderation:checks": [302, 403, 403, 403, 403, 403, 403, 200, 403, 403],
    "moderation:close-vote-ring": [302, 405, 405, 405, 405, 405, 405, 405, 405, 405],
    "moderation:item": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:unmask": [302] + [405] * 9,
    "moderation:claim": [302] + [405] * 9,
    "moderation:bulk": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:batch": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:undo-batch": [302] + [405] * 9,
    "moderation:spammer": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:undo": [302] + [405] * 9,
    "moderation:answer-appeal": [302] + [405] * 9,
    "moderation:agree-to-purge": [302] + [405] * 9,
    "moderation:record": [302, 403, 403, 403, 403, 403, 403, 200, 403, 403],
    "moderation:export-record": [302] + [405] * 9,
    "moderation:own-day": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "moderation:transparency": EVERYBODY,
    "moderation:monthly-report": EVERYBODY,
    # Suspended people see what was decided about theirs too.
    "moderation:own-decisions": SIGNED_IN,
    # The asker wrote what it is about.
    "moderation:decision": [302, 404, 200, 404, 404, 200, 404, 200, 404, 404],
    "moderation:decision-about": [302, 404, 302, 404, 404, 404, 404, 404, 404, 404],
    "moderation:confirm-warning": [302] + [405] * 9,
    "notifications:inbox": SIGNED_IN,
    "search:search": EVERYBODY,
    "search:suggestions": EVERYBODY,
    "search:opensearch": EVERYBODY,
    "posts:permalink": GONE_ELSEWHERE,
    "posts:vote": NOT_HERE,
    "posts:edit": [302, 403, 200, 200, 200, 200, 200, 200, 403, 200],
    "posts:revisions": EVERYBODY,
    "posts:compare": EVERYBODY,
    "posts:delete": [302, 403, 200, 403, 403, 403, 403, 403, 403, 403],
    # Nobody here has earned it without having earned more: tests/posts/test_suggesting.py
    "posts:suggest": [302] + [403] * 9,
    # Who may edit the text is sent there; the member has not earned it: tests/posts/test_retagging.py
    "posts:retag": [302, 403, 302, 302, 302, 302, 302, 302, 403, 302],
    "posts:suggestions": SIGNED_IN,
    "posts:decide-suggestion": [302] + [405] * 9,
    "posts:roll-back": [302] + [405] * 9,
    "qa:follow": NOT_HERE,
    "qa:feed": EVERYBODY,
    "qa:paper": EVERYBODY,
    "posts:bookmark": NOT_HERE,
    "posts:read": NOT_HERE,
    "posts:bookmarks": SIGNED_IN,
    "posts:drafts": SIGNED_IN,
    "posts:save-draft": [302] + [405] * 9,
    "posts:save-draft-about": [302] + [405] * 9,
    "posts:delete-draft": [302] + [405] * 9,
    "posts:preview": NOT_HERE,
    "posts:upload-picture": [302, 200, 200, 200, 200, 200, 200, 200, 403, 200],
    "posts:tags": EVERYBODY,
    "posts:tag-completion": EVERYBODY,
    "posts:tag": EVERYBODY,
    "posts:edit-tag": [302, 403, 403, 200, 200, 200, 200, 200, 403, 403],
    "posts:merge-tag": [302] + [405] * 9,
    "posts:follow-tag": [302] + [405] * 9,
    "posts:tag-merges": [302, 403, 403, 403, 403, 200, 200, 200, 403, 403],
    "posts:undo-tag-merge": [302] + [405] * 9,
    "search:saved": SIGNED_IN,
    "search:forget-saved": [302] + [405] * 9,
    "posts:profile": EVERYBODY,
    "posts:reputation": EVERYBODY,
    "accounts:privileges": EVERYBODY,
    "accounts:badges": EVERYBODY,
    "accounts:person-badges": EVERYBODY,
    "accounts:experts": EVERYBODY,
    "accounts:expert-rules": EVERYBODY,
    "accounts:verification": EVERYBODY,
    # The member has sent an application: the form leads to where it stands.
    "accounts:apply": [302, 302, 200, 200, 200, 200, 200, 200, 403, 200],
    # Who never applied is led to the form.
    "accounts:application-status": [302, 200, 302, 200, 200, 302, 302, 302, 302, 302],
    "accounts:document": [302, 200, 403, 403, 403, 403, 403, 200, 403, 403],
    "accounts:applications": [302, 403, 403, 403, 403, 403, 403, 200, 403, 403],
    "accounts:application": [302, 403, 403, 403, 403, 403, 403, 200, 403, 403],
    "accounts:standing": [302, 403, 403, 403, 403, 403, 403, 200, 403, 403],
    "accounts:edit-profile": SIGNED_IN,
    "accounts:avatar": SIGNED_IN,
    "accounts:change-handle": [302, 200, 200, 200, 200, 200, 200, 200, 403, 200],
    "accounts:muted": SIGNED_IN,
    "accounts:mute": [302] + [405] * 9,
    "moderation:suspend": [302, 403, 403, 403, 403, 200, 403, 200, 403, 403],
    "accounts:settings": SIGNED_IN,
    "accounts:sessions": SIGNED_IN,
    "accounts:end-session": NOT_HERE,
    "accounts:end-other-sessions": NOT_HERE,
    "accounts:data": SIGNED_IN,
    # Everybody is asked first whether it is still them.
    "accounts:download-export": [302] * 10,
    "accounts:delete": [302] * 10,
    # For those who are about to leave; others are led to the settings.
    "accounts:keep-account": [302] * 10,
}

# Writing: POST with a form that is right in itself.
POST = {
    "home": NOT_HERE,
    "about": NOT_HERE,
    "contact": NOT_HERE,
    "how-it-works": NOT_HERE,
    "house-rules": NOT_HERE,
    "privacy": NOT_HERE,
    "health": NOT_HERE,
    "service-worker": NOT_HERE,
    "manifest": NOT_HERE,
    "media": NOT_HERE,
    # Signed out: the text is kept and the way leads to the sign-in.
    "qa:ask": [302, 302, 302, 302, 302, 302, 302, 302, 403, 302],
    "qa:similar": EVERYBODY,
    # Without a place that answers there is nothing to count.
    "qa:answered": [404] * 10,
    "qa:questions": NOT_HERE,
    "qa:question": NOT_HERE,
    "qa:question-short": NOT_HERE,
    "qa:answer": [302, 403, 403, 302, 302, 403, 403, 403, 403, 403],
    "qa:edit-answer": [302, 403, 403, 302, 403, 403, 403, 403, 403, 403],
    "qa:retract": [302, 403, 403, 302, 403, 403, 403, 403, 403, 403],
    "qa:outcome": [302, 403, 200, 403, 403, 403, 403, 403, 403, 403],
    "qa:desk": [302] + [405] * 9,
    "qa:desk-settings": [302, 403, 403, 302, 302, 403, 403, 403, 403, 403],
    "qa:paragraphs": [302, 403, 403, 302, 302, 403, 403, 403, 403, 403],
    "qa:claim": [302, 403, 403, 302, 302, 403, 403, 403, 403, 403],
    # Nobody is chosen: the form says so.
    "qa:refer": [302, 403, 403, 422, 422, 403, 403, 403, 403, 403],
    # Whoever has the link is the asker.
    "qa:outcome-link": EVERYBODY,
    "qa:outcomes": NOT_HERE,
    "qa:react": [302, 302, 302, 403, 302, 302, 302, 302, 403, 302],
    "qa:details": [302, 403, 302, 403, 403, 403, 403, 403, 403, 403],
    # Who has earned to look after questions closes them; the asker says that it is settled (tests/qa/test_closing.py).
    "qa:close": [302, 403, 403, 302, 302, 302, 302, 302, 403, 302],
    # This one is open.
    "qa:reopen": [302] + [403] * 9,
    "qa:ask-detail": [302, 403, 403, 302, 302, 302, 302, 302, 403, 302],
    "qa:lock": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "qa:merge": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "qa:merges": [302, 405, 405, 405, 405, 405, 405, 405, 405, 405],
    "qa:undo-merge": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "qa:accept": [302, 403, 302, 403, 403, 403, 403, 403, 403, 403],
    "qa:agree": [302, 403, 403, 403, 302, 403, 403, 403, 403, 403],
    "knowledge:articles": NOT_HERE,
    "knowledge:article": NOT_HERE,
    "knowledge:relief": NOT_HERE,
    "knowledge:glossary": NOT_HERE,
    "knowledge:guide": EVERYBODY,
    "knowledge:faq": NOT_HERE,
    "knowledge:faq-entry": NOT_HERE,
    "knowledge:offline": NOT_HERE,
    "knowledge:offline-copy": NOT_HERE,
    "knowledge:edit": [302, 403, 403, 403, 403, 403, 302, 302, 403, 403],
    "knowledge:move": [302, 403, 403, 403, 403, 403, 302, 302, 403, 403],
    "knowledge:owner": [302, 403, 403, 403, 403, 403, 302, 302, 403, 403],
    "knowledge:restore": [302, 403, 403, 403, 403, 403, 302, 302, 403, 403],
    "knowledge:board": [302, 405, 405, 405, 405, 405, 405, 405, 405, 405],
    "knowledge:proposal": [302, 403, 403, 403, 403, 403, 302, 302, 403, 302],
    "knowledge:withdraw": [302, 403, 403, 403, 403, 403, 403, 403, 403, 403],
    "knowledge:answer-remark": [302, 403, 403, 403, 403, 403, 302, 302, 403, 403],
    "knowledge:sign": [302, 403, 403, 403, 403, 403, 403, 403, 403, 302],
    "knowledge:helpful": EVERYBODY,
    # The member has an open remark already.
    "knowledge:needs-change": [302, 422, 302, 302, 302, 302, 302, 302, 403, 302],
    "knowledge:follow": [302] * 10,
    "comments:comment": [302, 302, 302, 302, 302, 302, 302, 302, 403, 302],
    "comments:comments": NOT_HERE,
    "comments:claim": [302, 302, 302, 302, 302, 302, 302, 302, 403, 302],
    "comments:guest-sent": NOT_HERE,
    # Whoever has the link is the guest.
    "comments:guest-confirm": [302] * 10,
    "comments:guest-manage": [302] * 10,
    "comments:guest-stop": EVERYBODY,
    "posts:close-comments": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:flag": [302, 302, 403, 302, 302, 302, 302, 302, 403, 302],
    "moderation:review": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:queue": [302, 405, 405, 405, 405, 405, 405, 405, 405, 405],
    "moderation:vote-rings": [302, 405, 405, 405, 405, 405, 405, 405, 405, 405],
    "moderation:lists": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:unwatch": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:checks": [302, 403, 403, 403, 403, 403, 403, 302, 403, 403],
    "moderation:close-vote-ring": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:item": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    # This one wears no mask: tests/moderation/test_unmasking.py
    "moderation:unmask": [302] + [403] * 9,
    "moderation:claim": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:bulk": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:batch": [302] + [405] * 9,
    "moderation:undo-batch": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:spammer": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:undo": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:answer-appeal": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:agree-to-purge": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "moderation:record": [302] + [405] * 9,
    "moderation:export-record": [302, 403, 403, 403, 403, 403, 403, 200, 403, 403],
    "moderation:own-day": [302] + [405] * 9,
    "moderation:transparency": NOT_HERE,
    "moderation:monthly-report": NOT_HERE,
    "moderation:own-decisions": [302] + [405] * 9,
    # Only the author asks for a second look.
    "moderation:decision": [302, 404, 302, 404, 404, 403, 404, 403, 404, 404],
    "moderation:decision-about": [302] + [405] * 9,
    # Only whom it was given to confirms a warning.
    "moderation:confirm-warning": [302] + [404] * 9,
    "notifications:inbox": [302] * 10,
    "search:search": NOT_HERE,
    "search:suggestions": NOT_HERE,
    "search:opensearch": NOT_HERE,
    "posts:permalink": NOT_HERE,
    # The asker is told that one does not vote on one's own post.
    "posts:vote": [302, 302, 409, 302, 302, 302, 302, 302, 403, 302],
    "posts:edit": [302, 403, 302, 302, 302, 302, 302, 302, 403, 302],
    "posts:revisions": NOT_HERE,
    "posts:compare": NOT_HERE,
    "posts:delete": [302, 403, 302, 403, 403, 403, 403, 403, 403, 403],
    "posts:suggest": [302] + [403] * 9,
    "posts:retag": [302, 403, 302, 302, 302, 302, 302, 302, 403, 302],
    "posts:suggestions": [302] + [405] * 9,
    "posts:decide-suggestion": [302, 403, 302, 302, 302, 302, 302, 302, 403, 302],
    "posts:roll-back": [302, 403, 302, 302, 302, 302, 302, 302, 403, 302],
    "qa:follow": [302] * 10,
    "qa:feed": NOT_HERE,
    "qa:paper": NOT_HERE,
    "posts:bookmark": [302] * 10,
    "posts:read": [302] * 10,
    "posts:bookmarks": [302] + [405] * 9,
    "posts:drafts": [302] + [405] * 9,
    "posts:save-draft": [302] * 10,
    "posts:save-draft-about": [302] * 10,
    "posts:delete-draft": [302] * 10,
    "posts:preview": EVERYBODY,
    "posts:upload-picture": [302, 302, 302, 302, 302, 302, 302, 302, 403, 302],
    "posts:tags": NOT_HERE,
    "posts:tag-completion": NOT_HERE,
    "posts:tag": NOT_HERE,
    "posts:edit-tag": [302, 403, 403, 302, 302, 302, 302, 302, 403, 403],
    "posts:merge-tag": [302, 403, 403, 403, 403, 302, 302, 302, 403, 403],
    "posts:follow-tag": [302] * 10,
    "posts:tag-merges": [302] + [405] * 9,
    "posts:undo-tag-merge": [302, 403, 403, 403, 403, 302, 302, 302, 403, 403],
    "search:saved": [302] * 10,
    "search:forget-saved": [302] * 10,
    "posts:profile": NOT_HERE,
    "posts:reputation": NOT_HERE,
    "accounts:privileges": NOT_HERE,
    "accounts:badges": NOT_HERE,
    "accounts:person-badges": NOT_HERE,
    "accounts:experts": NOT_HERE,
    "accounts:expert-rules": NOT_HERE,
    "accounts:verification": NOT_HERE,
    # The member's application is with the verifiers.
    "accounts:apply": [302, 409, 302, 302, 302, 302, 302, 302, 403, 302],
    "accounts:application-status": [302] + [405] * 9,
    "accounts:document": [302] + [405] * 9,
    "accounts:applications": [302] + [405] * 9,
    "accounts:application": [302, 403, 403, 403, 403, 403, 403, 302, 403, 403],
    "accounts:standing": [302, 403, 403, 403, 403, 403, 403, 302, 403, 403],
    "accounts:edit-profile": [302] * 10,
    "accounts:avatar": [302] * 8 + [403, 302],
    "accounts:change-handle": [302, 302, 302, 302, 302, 302, 302, 302, 403, 302],
    "accounts:muted": [302] + [405] * 9,
    # Nobody mutes themselves.
    "accounts:mute": [302, 403] + [302] * 8,
    "moderation:suspend": [302, 403, 403, 403, 403, 302, 403, 302, 403, 403],
    "accounts:settings": [302] + [405] * 9,
    "accounts:sessions": [302] + [405] * 9,
    # Everybody is asked first whether it is still them.
    "accounts:end-session": [302] * 10,
    "accounts:end-other-sessions": [302] * 10,
    "accounts:data": [302] * 10,
    "accounts:download-export": NOT_HERE,
    "accounts:delete": [302] * 10,
    "accounts:keep-account": [302] + [403] * 9,
}
TITLE = "What helps against calf cramps in the night?"
DATA = {
    "posts:edit-tag": {"description": "The lower leg.", "wiki": "", "parent": "", "body_site": "calf"},
    "posts:merge-tag": {"into": "basics"},
    "posts:follow-tag": {"wanted": "yes"},
    "search:saved": {"q": "calf at night"},
    "qa:ask": {"title": TITLE, "body": BODY, "tags": "calf"},
    "qa:answer": {"body": ANSWER, **STATEMENT},
    "qa:edit-answer": {"body": f"{ANSWER} Then walk.", "change": "wording", **STATEMENT},
    "qa:desk-settings": {"weekly_limit": "10"},
    "qa:paragraphs": {"title": "Calf stretch", "body": "Straighten the knee and pull the toes up."},
    "qa:outcome": {"result": "better"},
    "qa:outcome-link": {"result": "better"},
    "qa:react": {"kind": "dangerous", "reason": "It delays help for a clot."},
    "qa:retract": {"reason": "A newer trial says otherwise."},
    "qa:close": {"reason": "unclear"},
    "qa:agree": {"stance": "agree"},
    "qa:ask-detail": {"name": "lasts"},
    "posts:decide-suggestion": {"decision": "approve"},
    "knowledge:edit": {
        "title": TITLE,
        "summary": "Short.",
        "body": BODY,
        "tags": "basics",
        "significance": "typo",
        "base_revision": "1",
        "note": "Shorter",
        "intent": "submit",
    },
    "knowledge:move": {"slug": "a-new-address"},
    "knowledge:proposal": {"decision": "publish"},
    "knowledge:guide": {"here": "danger", "danger": "none"},
    "knowledge:answer-remark": {"answer": "We have made it plainer."},
    "knowledge:sign": {"qualification": "Neurologist"},
    "knowledge:helpful": {"is_helpful": "yes"},
    "knowledge:needs-change": {"reason": "The warning is missing."},
    "comments:comment": {"body": "Same here."},
    "comments:guest-manage": {"intent": "stop"},
    "knowledge:follow": {"topic": "changes", "wanted": "yes"},
    "moderation:flag": {"reason": "spam"},
    "moderation:bulk": {
        "phrase": "hard as wood",
        "hours": "24",
        "action": "delete",
        "upto": str(2**60),
        "rule": "kind",
        "reason": "Please stay friendly.",
    },
    "moderation:spammer": {"upto": str(2**60), "reason": "Advertising."},
    "moderation:decision": {"words": "I said nothing of the kind."},
    "moderation:answer-appeal": {"outcome": "upheld", "answer": "It was not kind."},
    "moderation:lists": {"kind": "domain", "pattern": "pills.example", "action": "hold"},
    "moderation:checks": {"name": "links", "threshold": "30", "mode": "shadow", "intent": "change"},
    "moderation:unmask": {"intent": "ask", "reason": "A threat to somebody."},
    "moderation:item": {"action": "hide", "rule": "kind", "reason": "Please stay friendly.", "version": "2"},
    "posts:vote": {"value": "1"},
    "posts:edit": {"title": TITLE, "body": BODY, "tags": "calf"},
    "accounts:change-handle": {"handle": "brand_new"},
    "accounts:mute": {"wanted": "yes"},
    "moderation:suspend": {"days": "3", "rule": "kind", "reason": "Please stay friendly."},
    "posts:preview": {"body": "*Hello*"},
    "accounts:apply": {"intent": "save"},
    "accounts:application": {"intent": "start"},
    "accounts:standing": {"reason": "The register says: limited.", "intent": "suspend"},
    "posts:upload-picture": {"file": Upload(), "alt": "A calf, seen from behind"},
    "accounts:avatar": {"file": Upload()},
}

# allauth's own pages and what they answer (anonymous, member); their tests are allauth's.
ALLAUTH = {
    "account_login": (200, 302),
    "account_request_login_code": (200, 302),
    "account_confirm_login_code": (302, 302),
    "account_logout": (302, 200),
    "account_signup": (200, 302),
    "account_signup_by_passkey": (200, 302),
    "account_inactive": (200, 200),
    "account_reauthenticate": (302, 200),
    "account_email": (302, 200),
    "account_email_verification_sent": (302, 302),
    "account_change_password": (302, 200),
    "account_set_password": (302, 302),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    # What opens the account to others asks first whether it is still oneself.
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_list_webauthn": (302, 200),
    "mfa_add_webauthn": (302, 302),
    "mfa_edit_webauthn": (302, 302),
    "mfa_remove_webauthn": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "mfa_signup_webauthn": (302, 302),
    "mfa_reauthenticate_webauthn": (302, 302),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
    "socialaccount_connections": (302, 200),
    "socialaccount_signup": (302, 302),
    "socialaccount_login_cancelled": (200, 200),
    "socialaccount_login_error": (401, 401),
    "openid_connect_login": (404, 404),
    "openid_connect_callback": (404, 404),
}
ALLAUTH_ARGUMENTS = {
    "account_reset_password_from_key": ["0", "no-such-key"],
    "mfa_edit_webauthn": [1],
    "mfa_remove_webauthn": [1],
    "openid_connect_login": ["no-such-provider"],
    "openid_connect_callback": ["no-such-provider"],
}


@pytest.fixture
def world(tmp_path):
    return build_world(tmp_path)


def status(client, world, role, method, name):
    """Ask for a page in someone's place, and take back whatever that changed."""
    client.logout()
    if world.people[role]:
        client.force_login(world.people[role])
    data = {"submission_key": str(uuid.uuid4()), **DATA.get(name, {})} if method == "post" else None
    if name == "qa:merge" and data:
        data["target"] = world.joined.target_id
    if name == "moderation:suspend" and data:
        data["post"] = world.comment.pk
    with transaction.atomic():
        response = getattr(client, method)(address(name, world), data)
        transaction.set_rollback(True)
    return response.status_code


def test_every_address_has_a_row():
    assert url_names() == set(GET) | set(ALLAUTH)
    assert set(GET) == set(POST)


def statuses(client, world, method, names):
    """Return what each address says to each role, by their names; every one is asked in the same world."""
    found = {}
    for name in names:
        empty_memory()
        found[name] = [status(client, world, role, method, name) for role in ROLES]
    return found


def test_reading(client, world):
    assert statuses(client, world, "get", GET) == GET


def test_writing(client, world):
    assert statuses(client, world, "post", POST) == POST


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_page_takes_other_methods(client, world, method):
    for name in GET:
        for role in ("anonymous", "administrator"):
            assert status(client, world, role, method, name) in (302, 403, 405), (name, role)


@pytest.mark.parametrize("name", ALLAUTH)
def test_pages_of_allauth_show_in_our_templates(client, name):
    url = reverse(name, args=ALLAUTH_ARGUMENTS.get(name, []))
    anonymous = client.get(url)
    client.force_login(make_member())
    member = client.get(url)

    assert (anonymous.status_code, member.status_code) == ALLAUTH[name]
    for response in (anonymous, member):
        assert response.status_code == 302 or b"css/tokens" in response.content
