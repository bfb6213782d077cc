"""When to get help, beside a question: by the place of the body, as far as the reader knows it"""

import pytest
from django.urls import reverse

from lib.body_sites import BodySite
from qa.help_signs import BY_SITE, LOWER_LEG
from tests.factories import make_expert, make_question
from tests.knowledge.test_shipped_content import files, is_broken

CLOT = "It may be a clot, do not rub it"
GENERAL = "Sudden weakness on one side"


def page_of(client, question):
    return client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()


@pytest.mark.django_db
def test_the_signs_fit_the_place_and_are_general_without_one(client):
    calf, nowhere = page_of(client, make_question(body_site="calf")), page_of(client, make_question())

    assert CLOT in calf
    assert f"/knowledge/{LOWER_LEG.slug}/#{LOWER_LEG.anchor}" in calf
    assert GENERAL not in calf
    assert (CLOT in nowhere, GENERAL in nowhere) == (False, True)


@pytest.mark.django_db
def test_a_private_place_shows_its_signs_to_those_who_know_it(client):
    question = make_question(body_site="calf", private=["place"])

    assert (CLOT in page_of(client, question), GENERAL in page_of(client, question)) == (False, True)
    client.force_login(make_expert())
    assert CLOT in page_of(client, question)


def test_every_place_has_signs_and_leads_to_a_part_of_the_shipped_pages():
    assert set(BY_SITE) == set(BodySite)
    # Whatever hurts: signs of the heart and the lungs are named everywhere.
    for signs in BY_SITE.values():
        assert "chest" in " ".join(map(str, signs.now)).lower(), signs.where
    assert [(one.slug, one.anchor) for one in set(BY_SITE.values()) if is_broken(one.slug, one.anchor)] == []
    # A page that names its places is about one of those that lead to it.
    for signs in set(BY_SITE.values()):
        about = set(files()[signs.slug].body_sites)
        assert not about or about & {site for site, one in BY_SITE.items() if one is signs}, signs.slug
