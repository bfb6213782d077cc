"""accounts.names: display names that would mislead"""

import pytest

from accounts.actions.editing_profile import Profile, edit_profile
from accounts.names import Standing, standing_of, trouble_with_name
from accounts.roles import Role
from lib.errors import UserError
from tests.factories import make_expert, make_member, make_moderator, make_staff

MEMBER = Standing(is_staff=False, is_expert=False)
STAFF = Standing(is_staff=True, is_expert=False)
EXPERT = Standing(is_staff=False, is_expert=True)


@pytest.mark.parametrize(
    "name",
    ["Unknot", "UNKNОT", "unkn0t", "Unknot Team", "The Unknot team", "Moderator", "mоdеrаtоr", "Moderatοr", "Mod",
     "Anna (moderator)", "Admin Ann", "A d m i n", "Staff", "support", "M.O.D.E.R.A.T.O.R", "Un knot", "Module admin"],
)  # fmt: skip
def test_names_of_the_team_are_for_the_team(name):
    assert trouble_with_name(name, MEMBER)


@pytest.mark.parametrize("name", ["Moderator Anna", "Unknot team", "Admin"])
def test_the_team_may_say_what_it_is(name):
    assert "team" in str(trouble_with_name(name, MEMBER))
    assert not trouble_with_name(name, STAFF)


@pytest.mark.parametrize(
    "name",
    ["Dr Anna", "Dr. Anna", "DR.ANNA", "dr.med. Anna", "Ðr Anna Dr", "Doctor Anna", "Prof. Anna", "Professor X",
     "Prof Dr Y", "Anna, MD", "Anna M.D.", "D.r. Anna", "Anna MBBS", ". Dr Anna"],
)  # fmt: skip
def test_titles_are_for_people_with_a_credential(name):
    assert "license" in str(trouble_with_name(name, MEMBER))
    assert "license" in str(trouble_with_name(name, STAFF))
    assert not trouble_with_name(name, EXPERT)


@pytest.mark.parametrize(
    "name",
    ["", "Ann", "Anna Staff-Miller", "Drew", "Andrea", "Md. Rafiqul Islam", "Profeta", "Anna Madd", "Modesty",
     "Administra", "Анна", "山田太郎", "José", "Support Act Fan", "Knot", "علی\u200cرضا",
     "Ann ❤\ufe0f", "Dora the mum of four"],
)  # fmt: skip
def test_names_of_people_may_stand(name):
    assert not trouble_with_name(name, MEMBER)


@pytest.mark.parametrize("name", ["A\u200bnn", "\u202enna", "Ann\u2066", "Аnn", "Ann\u3164"])
def test_hidden_signs_and_mixed_scripts_are_refused_whoever_it_is(name):
    for standing in (MEMBER, STAFF, EXPERT):
        assert trouble_with_name(name, standing)


@pytest.mark.django_db
def test_what_someone_may_claim_comes_from_roles_and_a_credential_that_holds():
    assert standing_of(make_member()) == MEMBER
    assert standing_of(make_staff(Role.EDITOR)) == STAFF
    assert standing_of(make_expert()) == EXPERT
    assert standing_of(make_expert(valid_days=-1)) == MEMBER


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Moderator", "Dr. Anna", "A\u200bnn", "Аnn"])
def test_the_action_refuses_a_misleading_name(name):
    person = make_member()

    with pytest.raises(UserError) as refusal:
        edit_profile(person, Profile(display_name=name))

    assert refusal.value.field == "display_name"


@pytest.mark.django_db
def test_a_name_that_stood_before_does_not_block_the_rest_of_the_profile():
    person = edit_profile(make_expert("eve", valid_days=0), Profile(display_name="Dr. Eve"))
    make_moderator()
    type(person).objects.filter(pk=person.pk).update(expert_valid_until=None)

    assert edit_profile(person, Profile(display_name="Dr. Eve", bio="Hello")).bio == "Hello"
