"""Tags that do fixed things once print exactly what Django's own print."""

import pytest
from django.template import Context, Engine
from django.template import engines as backends
from django.urls import NoReverseMatch
from django.utils import translation

CONTEXT = {"number": 7, "word": "calf", "odd": "b ç?&", "safe_icon": "check", "empty": "", "big": 1_234_567}
SAME = (
    "{% url 'home' %}",
    "{% url 'posts:permalink' number %}",
    "{% url 'posts:permalink' big %}",
    "{% url 'posts:permalink' post_id=number %}",
    "{% url 'posts:tag' word %}",
    "{% url 'posts:tag' odd %}",
    "{% url 'qa:question' number word %}",
    "{% url 'qa:question' post_id=number slug=word %}",
    "{% url 'posts:compare' number 1 2 %}",
    "{% url 'posts:tag' odd as there %}[{{ there }}]",
    "{% url 'posts:permalink' number as there %}[{{ there }}]",
    "{% url 'posts:permalink' word as there %}[{{ there }}]",
    "{% url name %}",
    "{% load i18n %}{% translate 'Questions' %}{% translate '100 % & more' %}{% translate word %}",
    "{% load i18n %}{% translate 'Questions' as text %}{{ text }}{% translate 'May' context 'month' %}",
    "{% load i18n %}{% translate 'Questions'|upper %}{% translate 'Questions' noop %}",
    "{% load i18n %}{% blocktranslate count number=number %}one{% plural %}{{ number }}{% endblocktranslate %}",
    "{% load lucide %}{% lucide 'check' class='icon' aria_hidden='true' %}{% lucide 'check' size=16 %}",
    "{% load lucide %}{% lucide safe_icon class=word %}{% lucide 'x' as drawn %}{{ drawn }}",
    "{% include 'ui/_brand_mark.html' %}{% include 'ui/_marker.html' with name=word only %}",
    "{% for one in word %}{% include 'ui/_marker.html' with name=one %}{% endfor %}",
    "{% include 'posts/_person.html' with person=word %}",
)


@pytest.fixture(scope="module")
def both():
    """The site's engine, and one with Django's tags alone."""
    ours = backends["django"].engine
    return ours, Engine(dirs=ours.dirs, app_dirs=False, loaders=ours.loaders, libraries=_plain_libraries())


def _plain_libraries():
    from django.template.backends.django import get_installed_libraries

    return get_installed_libraries()


@pytest.mark.parametrize("text", SAME)
def test_a_page_reads_the_same(both, text):
    for _ in range(2):
        for autoescape in (True, False):
            ours, plain = (
                engine.from_string(text).render(Context(CONTEXT | {"name": "home"}, autoescape=autoescape))
                for engine in both
            )
            assert ours == plain


def test_an_address_that_cannot_be_made_is_an_error_still(both):
    for engine in both:
        for text in (
            "{% url 'posts:permalink' word %}",
            "{% url 'no-such-page' %}",
            "{% url 'posts:tag' empty %}",
        ):
            with pytest.raises(NoReverseMatch):
                engine.from_string(text).render(Context(CONTEXT))


def test_another_language_is_another_text(both):
    template = both[0].from_string("{% load i18n %}{% translate 'Yes' %}")

    texts = []
    for language in ("en", "de", "en"):
        with translation.override(language):
            texts.append(template.render(Context()))

    assert texts == ["Yes", "Ja", "Yes"]


def test_addresses_follow_the_prefix_under_which_the_site_runs(both):
    from django.urls import set_script_prefix

    template = both[0].from_string("{% url 'posts:permalink' number %}")
    assert template.render(Context(CONTEXT)) == "/posts/7/"
    set_script_prefix("/help/")
    try:
        assert template.render(Context(CONTEXT)) == "/help/posts/7/"
    finally:
        set_script_prefix("/")


def test_what_an_included_piece_sets_does_not_leak(both):
    text = "{% include 'ui/_marker.html' with name='calf' %}[{{ name }}]"

    assert both[0].from_string(text).render(Context()).endswith("[]")
