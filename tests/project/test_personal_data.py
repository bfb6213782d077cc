"""Every reference to a person is in the copy that people download and goes when they leave, or says why not."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from accounts.models import User
from accounts.personal_data import all_erasers, all_sections


def references():
    """All foreign keys to people, as app.Model.field."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is User
    }


def reasons(modules, name):
    return {key: why for module in modules for key, why in getattr(import_module(module), name).items()}


def test_the_way_to_find_references_finds_some():
    assert {"posts.Post.author", "account.EmailAddress.user", "audit.AuditEvent.actor"} <= references()


def test_every_reference_to_a_person_is_exported_or_left_out_for_a_reason():
    exported = [name for section in all_sections() for name in section.covers]
    left_out = reasons(settings.DATA_EXPORTERS, "NOT_EXPORTED")

    assert references() == {*exported, *left_out}
    assert not set(exported) & set(left_out)
    assert all(left_out.values())


def test_every_reference_to_a_person_is_erased_or_kept_for_a_reason():
    erased = [name for eraser in all_erasers() for name in eraser.covers]
    kept = reasons(settings.DATA_ERASERS, "KEPT")

    assert references() == {*erased, *kept}
    assert not set(erased) & set(kept)
    assert all(kept.values())


def test_sections_have_names_of_their_own():
    keys = [section.key for section in all_sections()]

    assert len(keys) == len(set(keys))


@pytest.mark.django_db
def test_every_section_can_be_read_of_an_empty_account():
    nobody = User(pk=0, email="nobody@example.org", handle="nobody")

    for section in all_sections():
        assert list(section.rows(nobody)) == [], section.key
        assert list(section.files(nobody)) == [], section.key
