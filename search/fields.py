"""Columns that Django does not have."""

from django.db import models


class ConfigField(models.CharField):
    """The name of a text search configuration, in PostgreSQL's own type for it."""

    def db_type(self, connection: object) -> str:
        return "regconfig"
