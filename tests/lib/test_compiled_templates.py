"""Compiled templates print exactly what Django's own do."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Engine
from django.template import engines as backends
from django.template.backends.django import get_installed_libraries
from django.urls import set_script_prefix
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from lib.compiled_templates.loader import compiled
from lib.compiled_templates.nodelists import CompiledNodeList


class Thing:
    name = "calf & co"
    number = 3
    at = datetime(2020, 2, 29, 13, 5, tzinfo=UTC)
    children = ()

    def shout(self):
        return "CALF"

    def with_argument(self, argument):
        return argument

    def delete(self):
        raise AssertionError

    delete.alters_data = True

    def not_there(self):
        raise ObjectDoesNotExist

    @property
    def broken(self):
        raise ValueError("broken")


CONTEXT = {
    "number": 7, "word": "calf", "odd": "b ç?&", "safe_icon": "check", "empty": "", "big": 1_234_567, "name": "home",
    "none": None, "zero": 0, "yes": True, "float": 1234.5, "html": "<b>&'\"</b>", "safe": mark_safe("<b>&amp;</b>"),
    "thing": Thing(), "lazy": SimpleLazyObject(Thing), "text": gettext_lazy("Questions"), "func": lambda: "called",
    "row": {"name": "x", "items": "own", "1": "one", "inner": {"deep": [10, 20]}},
    "list": ["a", "b", "c"], "pairs": [(1, "a"), (2, "b")],
    "things": [SimpleNamespace(name="one", children=[SimpleNamespace(name="two", children=[])])],
    "raw_text": gettext_lazy("a < b"), "safe_text": gettext_lazy(mark_safe("a < b")),
    "generator": range(3), "now": timezone.now(), "kind": Thing, "token": "x", "nothing": [],
}  # fmt: skip
SAME = (
    # variables and filters
    "{{ word }}{{ html }}{{ safe }}{{ odd }}{{ none }}{{ zero }}{{ yes }}{{ float }}{{ big }}{{ text }}{{ True }}",
    "[{{ missing }}{{ missing.deeper }}{{ missing|default:'d' }}{{ none|default_if_none:'n' }}{{ missing|upper }}]",
    "{{ thing.name }}{{ thing.shout }}{{ thing.with_argument }}{{ thing.delete }}{{ thing.not_there }}"
    "{{ thing.nope }}",
    "{{ thing.not_there.deeper }}{{ thing.delete.deeper }}{{ lazy.name }}{{ lazy.shout }}{{ func }}{{ kind.name }}",
    "{{ row.name }}{{ row.items }}{{ row.1 }}{{ row.inner.deep.1 }}{{ list.0 }}{{ list.9 }}"
    "{{ word.0 }}{{ row.keys }}",
    "{{ 'a & b' }}{{ 5 }}{{ 1.5 }}{{ _('Questions') }}{{ html|safe }}{{ html|upper }}{{ safe|upper }}"
    "{{ safe|add:html }}",
    "{{ html|truncatechars:4 }}{{ list|join:'<' }}{{ list|length }}{{ number|add:number }}",
    "{{ now|date:'c' }}{{ now|date:'DATETIME_FORMAT' }}{{ now }}{{ html|linebreaks }}{{ html|urlize }}"
    "{{ html|cut:'b' }}",
    "{{ html|safe|lower }}{{ html|escape }}{{ safe|escape }}{{ html|force_escape }}"
    "{{ list|first|upper }}{{ text|lower }}",
    "{{ text }}{{ raw_text }}{{ safe_text }}{{ raw_text }}",
    "{% for item in list %}{% url 'posts:profile' handle=word %}{% url 'posts:profile' handle=safe_icon %}{% endfor %}",
    "{% load times %}{% for item in list %}{% time_element now %}{% endfor %}{% time_element thing.at %}",
    # conditions
    "{% if word %}a{% elif odd %}b{% else %}c{% endif %}{% if missing %}a{% elif zero %}b{% else %}c{% endif %}",
    "{% if not missing and word or zero %}a{% endif %}{% if missing is None %}n{% endif %}"
    "{% if missing == None %}e{% endif %}",
    "{% if number > 3 and number <= 7 %}a{% endif %}{% if none > 3 %}b{% else %}c{% endif %}"
    "{% if not none > 3 %}d{% endif %}",
    "{% if 'a' in list %}a{% endif %}{% if 'z' not in list %}b{% endif %}{% if 3 in number %}c"
    "{% endif %}{% if yes is True %}d{% endif %}",
    "{% if list|length == 3 %}a{% endif %}{% if number|add:missing %}b{% else %}c{% endif %}"
    "{% if thing.not_there %}d{% endif %}",
    "{% if thing.broken or word %}a{% else %}b{% endif %}{% if not thing.broken %}a{% else %}b"
    "{% endif %}{% if word != 'calf' %}x{% endif %}",
    "{% if zero %}{% if word %}x{% endif %}{% else %}{% if none %}{% else %}y{% endif %}{% endif %}",
    # loops and names
    "{% for x in list %}{{ forloop.counter }}{{ x }}{% if not forloop.last %}, {% endif %}"
    "{% empty %}none{% endfor %}",
    "{% for x in nothing %}a{% empty %}none{{ word }}{% endfor %}{% for x in missing %}a{% endfor %}"
    "{% for x in none %}a{% endfor %}",
    "{% for n, x in pairs %}{{ n }}{{ x }}{{ forloop.first }}{% endfor %}{% for x in list reversed %}"
    "{{ x }}{{ forloop.revcounter }}{% endfor %}",
    "{% for x in list %}{% for y in list %}{{ forloop.parentloop.counter }}{{ y }}{{ forloop.length }}"
    "{% endfor %}{{ forloop.counter0 }}{% endfor %}",
    "{% for x in generator %}{{ x }}{% endfor %}{% for name in list %}{{ name }}{% endfor %}{{ name }}"
    "{% for a, b in row.inner.items %}{{ a }}{{ b }}{% endfor %}",
    "{% for x in list %}{{ forloop }}{% firstof x word %}{% cycle 'a' 'b' %}{% endfor %}",
    "{% for x in list %}{% if forloop.first %}{% url 'home' as there %}{% endif %}{{ there }}"
    "{{ forloop.last }}{% endfor %}[{{ there }}]",
    "{% for n, x in pairs %}{% firstof x word as there %}{{ there }}{{ n }}{% endfor %}[{{ there }}]",
    "{% with word=odd other=word %}{{ word }}{{ other }}{{ html }}{% with other=missing %}["
    "{{ other }}]{% endwith %}{% endwith %}{{ word }}",
    "{% with there=word %}{% url 'home' as there %}{{ there }}{% endwith %}[{{ there }}]",
    "{% if zero %}{% url 'home' as word %}{% endif %}{{ word }}{% if yes %}{% url 'home' as word %}"
    "{% endif %}{{ word }}",
    "{% with a=word|upper %}{% autoescape off %}{{ a }}{{ html }}{% endautoescape %}{{ html }}{% endwith %}",
    "{% autoescape on %}{{ html }}{% for x in list %}{% autoescape off %}{{ html }}{{ x }}"
    "{% endautoescape %}{% endfor %}{% endautoescape %}",
    "{% firstof none zero word %}{% firstof none html as found %}{{ found }}{% comment %}x{% endcomment %}{# y #}",
    "{% block one %}{{ word }}{% with a=html %}{% block two %}{{ a }}{{ number }}{% endblock %}"
    "{% endwith %}{% endblock %}",
    "{% regroup things by name as groups %}{% for group in groups %}{{ group.grouper }}"
    "{{ group.list|length }}{% endfor %}",
    "{% spaceless %}<p> {{ word }} </p> {% endspaceless %}{% csrf_token %}",
    "{% with csrf_token=token %}{% csrf_token %}{% endwith %}{% load static %}"
    "{% static 'img/body.svg' %}{% static word as s %}{{ s }}",
    # addresses
    "{% url 'home' %}{% url 'posts:permalink' number %}{% url 'posts:permalink' big %}"
    "{% url 'posts:permalink' post_id=number %}",
    "{% url 'posts:tag' word %}{% url 'posts:tag' odd %}{% url 'qa:question' number word %}"
    "{% url 'qa:question' post_id=number slug=word %}",
    "{% url 'posts:compare' number 1 2 %}{% url 'posts:tag' odd as there %}[{{ there }}]"
    "{% url 'posts:permalink' word as there %}[{{ there }}]",
    "{% url name %}",
    # translations
    "{% load i18n %}{% translate 'Questions' %}{% translate '100 % & more' %}{% translate word %}"
    "{% translate _('Questions') %}",
    "{% load i18n %}{% translate 'Questions' as text %}{{ text }}{% translate 'May' context 'month' %}"
    "{{ text|lower }}",
    "{% load i18n %}{% translate 'Questions'|upper %}{% translate 'Questions' noop %}"
    "{% get_current_language as l %}{{ l }}",
    "{% load i18n %}{% blocktranslate count number=number %}one{% plural %}{{ number }} & {{ word }}"
    "{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate count n=1 %}one {{ n }}{% plural %}{{ n }}"
    "{% endblocktranslate %}{% blocktranslate %}100 % <b>{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate with a=html b=missing %}{{ a }}, {{ b }}, {{ nope }}, "
    "{{ word }} 5 %{% endblocktranslate %}{{ a }}",
    "{% load i18n %}{% blocktranslate trimmed asvar t %}  a {{ word }}\n b {% endblocktranslate %}["
    "{{ t }}]{% blocktranslate context 'x' %}y{% endblocktranslate %}",
    # pieces
    "{% load lucide %}{% lucide 'check' class='icon' aria_hidden='true' %}{% lucide 'check' size=16 %}",
    "{% load lucide %}{% lucide safe_icon class=word %}{% lucide 'x' as drawn %}{{ drawn }}",
    "{% include 'ui/_brand_mark.html' %}{% include 'ui/_marker.html' with name=word only %}{{ name }}",
    "{% for one in word %}{% include 'ui/_marker.html' with name=one %}{% endfor %}",
    "{% include 'posts/_person.html' with person=word %}{% include 'posts/_person.html' with person=thing only %}",
    "{% if zero %}{% include 'no/such/piece.html' %}{% endif %}{% with piece='ui/_brand_mark.html' %}"
    "{% include piece %}{% endwith %}",
    "{% include 'tree.html' with things=things %}{% include 'tree.html' with things=things only %}",
    "{% include 'sets.html' %}[{{ there }}]{% include 'sets.html' with there=word only %}"
    "{% for x in list %}{% include 'sets.html' %}{% endfor %}",
    "{% extends 'page.html' %}{% block title %}{{ word }}-{{ block.super }}{% endblock %}"
    "{% block body %}{% include 'tree.html' %}{% endblock %}",
)  # fmt: skip
PIECES = {
    "tree.html": (
        "{% for thing in things %}<{{ thing.name }}{{ word }}"
        "{% include 'tree.html' with things=thing.children %}>{% endfor %}"
    ),
    "sets.html": "{{ there }}{% firstof html word as there %}{{ there }}{{ word }}{{ x }}",
    "page.html": "<{% block title %}{{ html }}{% endblock %}|{{ number }}{% block body %}{% endblock %}>",
}


@pytest.fixture(scope="module")
def both():
    """The site's engine with some more pieces, and the same without anything compiled."""
    sources = [
        ("django.template.loaders.locmem.Loader", PIECES),
        ("django.template.loaders.filesystem.Loader", [settings.BASE_DIR / "templates"]),
    ]
    libraries = get_installed_libraries()
    ours, plain = (
        Engine(loaders=[(loader, sources)], libraries=libraries)
        for loader in ("lib.compiled_templates.loader.Loader", "django.template.loaders.cached.Loader")
    )
    return (lambda text: _compiled(ours, text)), plain.from_string


def _compiled(engine, text):
    template = engine.from_string(text)
    template.nodelist = compiled(template.nodelist)
    return template


def _printed(template, autoescape):
    """What a template prints twice, or how it fails."""
    try:
        return [template.render(Context(dict(CONTEXT), autoescape=autoescape)) for _ in range(2)]
    except Exception as error:  # noqa: BLE001 - both have to fail alike
        return f"{type(error).__name__}: {error}"[:50]


@pytest.mark.parametrize("text", SAME)
def test_a_page_reads_the_same(both, text):
    for autoescape in (True, False):
        ours, plain = (_printed(make(text), autoescape) for make in both)
        assert ours == plain
        assert isinstance(plain, list)


@pytest.mark.parametrize(
    "text",
    [
        "{% url 'posts:permalink' word %}",
        "{% url 'no-such-page' %}",
        "{% url 'posts:tag' empty %}",
        "{{ thing.broken }}",
        "{% if thing.broken %}{% endif %}",
        "{{ word|add:missing }}",
        "{% for a, b in list %}{% endfor %}",
        "{% include 'no/such/piece.html' %}",
    ],
)
def test_what_is_an_error_is_one_still(both, text):
    ours, plain = (_printed(make(text), autoescape=True) for make in both)

    assert isinstance(plain, str)
    assert ours == plain


def test_every_list_of_nodes_of_the_site_is_compiled():
    engine = backends["django"].engine
    root = settings.BASE_DIR / "templates"
    names = [path.relative_to(root) for path in root.rglob("*.*")]

    left = []
    for name in names:
        template = engine.get_template(str(name))
        left += [(str(name), nodes) for nodes in _lists(template.nodelist) if nodes.compiled(engine) is None]

    assert names
    assert left == []


def _lists(nodes):
    """A compiled list and all that are in it."""
    found = [nodes] if isinstance(nodes, CompiledNodeList) else []
    for node in nodes:
        for attribute in node.child_nodelists:
            found += _lists(getattr(node, attribute, None) or ())
    return found


def test_another_language_is_another_text(both):
    template = both[0]("{% load i18n %}{% translate 'Yes' %}{% blocktranslate %}No{% endblocktranslate %}")

    texts = []
    for language in ("en", "de", "en"):
        with translation.override(language):
            texts.append(template.render(Context()))

    assert texts == ["YesNo", "JaNein", "YesNo"]


def test_addresses_follow_the_prefix_under_which_the_site_runs(both):
    template = both[0]("{% url 'posts:permalink' number %}")
    assert template.render(Context(CONTEXT)) == "/posts/7/"
    set_script_prefix("/help/")
    try:
        assert template.render(Context(CONTEXT)) == "/help/posts/7/"
    finally:
        set_script_prefix("/")


def test_with_debug_templates_are_left_to_django():
    engine = Engine(dirs=[settings.BASE_DIR / "templates"], debug=True, libraries=get_installed_libraries(), loaders=[
        ("lib.compiled_templates.loader.Loader", [("django.template.loaders.locmem.Loader", PIECES)])
    ], app_dirs=False)  # fmt: skip

    assert not isinstance(engine.get_template("page.html").nodelist, CompiledNodeList)
