"""Django's own tags, which do once what they would do again for every page. Named in TEMPLATES in the settings."""
