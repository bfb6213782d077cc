"""Uploaded files in a bucket of Amazon S3, or of anything that speaks like it; imported only where there is one."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

WAITS = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 3, "mode": "standard"}}


class MediaBucket(S3Storage):
    """A private bucket: nobody gets an address in it, `config.views.media` hands its files out.

    A name is used once, so saving needs no look whether it is there.
    """

    def __init__(self, *, endpoint_url: str | None, **options: Any) -> None:
        config = Config(
            signature_version="s3v4",
            # Hosts of their own for buckets need names and certificates that others than Amazon rarely have.
            s3={"addressing_style": "path" if endpoint_url else "virtual"},
            # Other services refuse the checksums that Amazon's library adds by itself.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            **WAITS,
        )
        super().__init__(
            endpoint_url=endpoint_url,
            client_config=config,
            default_acl=None,
            file_overwrite=True,
            gzip=False,
            **options,
        )
