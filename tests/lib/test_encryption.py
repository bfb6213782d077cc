"""lib.encryption"""

import pytest

from lib.encryption import UnreadableError, decrypt, encrypt, keyed_hash

SECRET = b"registered since 1998"


@pytest.fixture(autouse=True)
def keys(settings):
    settings.ENCRYPTION_KEYS = ["new", "old"]


def test_what_was_encrypted_is_read_again_and_stands_nowhere_in_the_token():
    token = encrypt("credential", SECRET)

    assert SECRET not in token
    assert decrypt("credential", token) == SECRET


def test_the_same_data_never_gives_the_same_token():
    assert encrypt("credential", SECRET) != encrypt("credential", SECRET)


def test_a_token_of_one_purpose_is_not_read_for_another():
    token = encrypt("credential", SECRET)

    with pytest.raises(UnreadableError, match="guest"):
        decrypt("guest", token)


@pytest.mark.parametrize("token", [b"", b"nonsense", b"gAAAAA", "ü".encode()])
def test_a_token_that_makes_no_sense_is_refused(token):
    with pytest.raises(UnreadableError):
        decrypt("credential", token)


def test_an_altered_token_is_refused():
    token = bytearray(encrypt("credential", SECRET))
    token[20] ^= 1

    with pytest.raises(UnreadableError):
        decrypt("credential", bytes(token))


def test_a_new_key_is_put_first_and_the_old_one_still_reads(settings):
    settings.ENCRYPTION_KEYS = ["old"]
    before = encrypt("credential", SECRET)
    settings.ENCRYPTION_KEYS = ["new", "old"]

    assert decrypt("credential", before) == SECRET
    after = encrypt("credential", SECRET)
    settings.ENCRYPTION_KEYS = ["new"]
    assert decrypt("credential", after) == SECRET
    with pytest.raises(UnreadableError):
        decrypt("credential", before)


def test_a_hash_finds_the_same_text_again_even_after_a_new_key(settings):
    settings.ENCRYPTION_KEYS = ["old"]
    before = keyed_hash("guest", "ann@example.org")
    settings.ENCRYPTION_KEYS = ["new", "old"]

    assert keyed_hash("guest", "ann@example.org") == before
    assert len(before) == 64


def test_a_hash_depends_on_purpose_text_and_key(settings):
    hashes = {keyed_hash("guest", "ann"), keyed_hash("guest", "bob"), keyed_hash("device", "ann")}
    settings.ENCRYPTION_KEYS = ["other"]
    hashes.add(keyed_hash("guest", "ann"))

    assert len(hashes) == 4
