"""Where uploaded files are kept: in a folder, or in a bucket that the environment names."""

from typing import Any

from config.env import BadSettingError, env_str


def media_storage(profile: str) -> dict[str, Any]:
    """Return the entry of STORAGES for uploaded files; docs/settings.md explains the variables."""
    if profile == "test":
        return {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    bucket = env_str("MEDIA_BUCKET")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    access_key, secret_key = env_str("MEDIA_ACCESS_KEY"), env_str("MEDIA_SECRET_KEY")
    if bool(access_key) != bool(secret_key):
        raise BadSettingError("MEDIA_ACCESS_KEY", "and MEDIA_SECRET_KEY belong together.")
    endpoint = env_str("MEDIA_ENDPOINT")
    if endpoint and not endpoint.startswith(("https://", "http://")):
        raise BadSettingError("MEDIA_ENDPOINT", "is no address that begins with https://.")
    return {
        "BACKEND": "config.media_bucket.MediaBucket",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": env_str("MEDIA_REGION") or None,
            "access_key": access_key or None,
            "secret_key": secret_key or None,
        },
    }
