"""Static files under names that carry their content's hash, also inside JavaScript imports."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, with the import paths of ES modules rewritten as well."""

    support_js_module_import_aggregation = True
