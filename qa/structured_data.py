"""What search engines are told about a question: a QAPage in the words of schema.org (JSON-LD).

Nothing stands here that a signed-out reader does not see on the page; no details of the intake, nothing that was
withdrawn or against which an expert warns (the warning would be lost), and no address of whoever wears a mask.
"""

from django.conf import settings

from lib.compiled_templates.addresses import address
from lib.json_ld import Thing
from lib.text import plain_text
from posts.models import Post
from qa.selectors.question_views import QuestionPage


def describe_question(page: QuestionPage) -> Thing | None:
    """Return a question with its answers, or None without an answer: search engines ask for one at least."""
    post = page.post
    answers = [view for view in page.quotable if view.post.is_public]
    if not post.is_public or not page.is_first or not answers:
        return None
    accepted = [_answer(view.post) for view in answers if view.is_accepted]
    suggested = [_answer(view.post) for view in answers if not view.is_accepted]
    question = {
        "@type": "Question",
        "name": post.title,
        "text": plain_text(post.body_html),
        "url": settings.SITE_URL + address("qa:question", post.pk, post.slug),
        "answerCount": max(post.answer_count, len(answers)),
        "upvoteCount": post.up_count,
        **_written(post),
        **({"acceptedAnswer": accepted[0]} if accepted else {}),
        **({"suggestedAnswer": suggested} if suggested else {}),
    }
    return {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": question}


def _answer(post: Post) -> Thing:
    return {
        "@type": "Answer",
        "text": plain_text(post.body_html),
        "url": settings.SITE_URL + address("posts:permalink", post.pk),
        "upvoteCount": post.up_count,
        **_written(post),
    }


def _written(post: Post) -> Thing:
    """Return by whom and when; a mask and a former member have a name and no page."""
    author: Thing = {"@type": "Person", "name": post.author_name}
    if not post.byline and post.author.has_profile:
        author["url"] = settings.SITE_URL + address("posts:profile", post.author.handle)
    dates = {"datePublished": post.created_at.isoformat()}
    if post.edited_at:
        dates["dateModified"] = post.edited_at.isoformat()
    return {"author": author, **dates}
