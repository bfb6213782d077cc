"""posts.guest_addresses: what is known of someone's addresses, and since when"""

import pytest
from allauth.account.models import EmailAddress

from posts.guest_addresses import address_hash, address_hashes, is_guest
from tests.factories import make_member

pytestmark = pytest.mark.django_db


def test_hashes_are_asked_for_anew_and_rules_ask_once(django_assert_num_queries):
    person = make_member()
    other = EmailAddress.objects.create(user=person, email="Other@example.org")
    mine, others = address_hash(person.email), address_hash("other@example.org")
    with django_assert_num_queries(1):
        assert [is_guest(person, one) for one in (mine, others, mine, "")] == [True, False, True, False]

    EmailAddress.objects.filter(pk=other.pk).update(verified=True)

    with django_assert_num_queries(1):
        assert set(address_hashes(person)) == {mine, others}
    with django_assert_num_queries(0):
        assert not is_guest(person, others)
    assert is_guest(type(person).objects.get(pk=person.pk), others)
