"""What a form has to know of how it was answered."""

from django import template

from posts.submissions import circumstances

register = template.Library()


@register.simple_tag
def was_refused() -> bool:
    """Whether the screen has refused the text that was sent just now."""
    return circumstances().is_refused
