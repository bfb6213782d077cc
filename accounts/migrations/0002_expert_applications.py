"""Applications to be an expert, and how the standing of experts ages."""

import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("application/pdf", "PDF"), ("image/jpeg", "JPEG"), ("image/png", "PNG")],
                        max_length=20,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=100, unique=True)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="ApplicationOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("approves", models.BooleanField()),
                ("checked", models.CharField(max_length=2000)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("checked_on", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ExpertApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Sent, waiting for a verifier"),
                            ("in_review", "Being checked"),
                            ("needs_information", "A question to you"),
                            ("verified", "Verified"),
                            ("rejected", "Not verified"),
                        ],
                        default="draft",
                        max_length=20,
                    ),
                ),
                (
                    "profession",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("physician", "Physician"),
                            ("physiotherapist", "Physiotherapist"),
                            ("pharmacist", "Pharmacist"),
                            ("nurse", "Nurse"),
                            ("midwife", "Midwife"),
                            ("psychologist", "Psychologist"),
                            ("ergonomist", "Ergonomist"),
                            ("athletic_trainer", "Athletic trainer"),
                            ("dietitian", "Dietitian"),
                            ("other", "Other health profession"),
                        ],
                        max_length=30,
                        verbose_name="profession",
                    ),
                ),
                ("specialty", models.CharField(blank=True, max_length=80, verbose_name="specialty")),
                ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                ("issuing_body", models.CharField(blank=True, max_length=120, verbose_name="issuing body")),
                ("license_token", models.BinaryField(default=b"")),
                (
                    "scope_sites",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("scalp", "Top of the head"),
                                ("head", "Back of the head"),
                                ("face", "Face"),
                                ("eyelid", "Eyelid"),
                                ("jaw", "Jaw"),
                                ("neck", "Front of the neck"),
                                ("nape", "Back of the neck"),
                                ("shoulder", "Shoulder"),
                                ("upper-arm", "Upper arm"),
                                ("forearm", "Forearm"),
                                ("hand", "Hand or fingers"),
                                ("chest", "Chest"),
                                ("abdomen", "Belly"),
                                ("upper-back", "Upper back"),
                                ("lower-back", "Lower back"),
                                ("buttock", "Buttock"),
                                ("hip", "Hip"),
                                ("thigh-front", "Front of the thigh"),
                                ("thigh-back", "Back of the thigh"),
                                ("knee", "Knee"),
                                ("knee-back", "Back of the knee"),
                                ("shin", "Shin"),
                                ("calf", "Calf"),
                                ("foot", "Foot or toes"),
                                ("heel", "Heel"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                    ),
                ),
                (
                    "scope_tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2), blank=True, default=list
                    ),
                ),
                (
                    "conflicts",
                    models.CharField(blank=True, max_length=1000, verbose_name="conflicts of interest"),
                ),
                ("agreed_to_rules_at", models.DateTimeField(blank=True, null=True)),
                ("information_wanted", models.CharField(blank=True, max_length=1000)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.CharField(blank=True, max_length=1000)),
                ("documents_erased_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="user",
            name="user_roles_are_known",
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="country_code",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=2), blank=True, default=list
            ),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="reminded_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="scope_sites",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("scalp", "Top of the head"),
                        ("head", "Back of the head"),
                        ("face", "Face"),
                        ("eyelid", "Eyelid"),
                        ("jaw", "Jaw"),
                        ("neck", "Front of the neck"),
                        ("nape", "Back of the neck"),
                        ("shoulder", "Shoulder"),
                        ("upper-arm", "Upper arm"),
                        ("forearm", "Forearm"),
                        ("hand", "Hand or fingers"),
                        ("chest", "Chest"),
                        ("abdomen", "Belly"),
                        ("upper-back", "Upper back"),
                        ("lower-back", "Lower back"),
                        ("buttock", "Buttock"),
                        ("hip", "Hip"),
                        ("thigh-front", "Front of the thigh"),
                        ("thigh-back", "Back of the thigh"),
                        ("knee", "Knee"),
                        ("knee-back", "Back of the knee"),
                        ("shin", "Shin"),
                        ("calf", "Calf"),
                        ("foot", "Foot or toes"),
                        ("heel", "Heel"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
            ),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="scope_tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), blank=True, default=list
            ),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="standing",
            field=models.CharField(
                choices=[
                    ("valid", "Valid"),
                    ("expiring", "Ends soon"),
                    ("lapsed", "Ended"),
                    ("suspended", "Suspended"),
                ],
                default="valid",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="suspended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="expertcredential",
            name="suspension_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AlterField(
            model_name="user",
            name="roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("moderator", "Moderator"),
                        ("editor", "Knowledge editor"),
                        ("reviewer", "Clinical reviewer"),
                        ("verifier", "Verifier of experts"),
                        ("administrator", "Administrator"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
            ),
        ),
        migrations.AddIndex(
            model_name="expertcredential",
            index=models.Index(
                condition=models.Q(
                    ("standing__in", ("valid", "expiring")), models.Q(("country_code", ""), _negated=True)
                ),
                fields=["country_code"],
                name="credential_by_country",
            ),
        ),
        migrations.AddIndex(
            model_name="expertcredential",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["scope_sites", "languages"], name="credential_by_scope"
            ),
        ),
        migrations.AddIndex(
            model_name="expertcredential",
            index=models.Index(
                condition=models.Q(("standing__in", ("valid", "expiring"))),
                fields=["valid_until"],
                name="credential_by_last_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertcredential",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["valid", "expiring", "lapsed", "suspended"])),
                name="credential_standing_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertcredential",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("standing", "suspended"),
                        ("suspended_by__isnull", False),
                        models.Q(("suspension_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("standing", "suspended"), _negated=True),
                        ("suspended_by", None),
                        ("suspension_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="credential_suspended_with_reason_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertcredential",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "scope_sites__contained_by",
                        [
                            "scalp",
                            "head",
                            "face",
                            "eyelid",
                            "jaw",
                            "neck",
                            "nape",
                            "shoulder",
                            "upper-arm",
                            "forearm",
                            "hand",
                            "chest",
                            "abdomen",
                            "upper-back",
                            "lower-back",
                            "buttock",
                            "hip",
                            "thigh-front",
                            "thigh-back",
                            "knee",
                            "knee-back",
                            "shin",
                            "calf",
                            "foot",
                            "heel",
                        ],
                    )
                ),
                name="credential_sites_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("roles__contained_by", ["moderator", "editor", "reviewer", "verifier", "administrator"])
                ),
                name="user_roles_are_known",
            ),
        ),
        migrations.AddField(
            model_name="applicationopinion",
            name="applicant",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="applicationopinion",
            name="verifier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="expertapplication",
            name="applicant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="expertapplication",
            name="first_approver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="expertapplication",
            name="second_approver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="applicationopinion",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="accounts.expertapplication",
            ),
        ),
        migrations.AddField(
            model_name="applicationdocument",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="accounts.expertapplication",
            ),
        ),
        migrations.AddIndex(
            model_name="expertapplication",
            index=models.Index(
                condition=models.Q(("state__in", ("draft", "needs_information", "submitted", "in_review"))),
                fields=["submitted_at"],
                name="application_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="expertapplication",
            index=models.Index(
                condition=models.Q(("state__in", ("verified", "rejected"))),
                fields=["-id"],
                name="application_decided",
            ),
        ),
        migrations.AddIndex(
            model_name="expertapplication",
            index=models.Index(
                condition=models.Q(("documents_erased_at", None), ("state__in", ("verified", "rejected"))),
                fields=["decided_at"],
                name="application_to_erase",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["draft", "submitted", "in_review", "needs_information", "verified", "rejected"],
                    )
                ),
                name="application_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "profession__in",
                        [
                            "",
                            "physician",
                            "physiotherapist",
                            "pharmacist",
                            "nurse",
                            "midwife",
                            "psychologist",
                            "ergonomist",
                            "athletic_trainer",
                            "dietitian",
                            "other",
                        ],
                    )
                ),
                name="application_profession_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^([A-Z]{2})?$")), name="application_country_is_a_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "scope_sites__contained_by",
                        [
                            "scalp",
                            "head",
                            "face",
                            "eyelid",
                            "jaw",
                            "neck",
                            "nape",
                            "shoulder",
                            "upper-arm",
                            "forearm",
                            "hand",
                            "chest",
                            "abdomen",
                            "upper-back",
                            "lower-back",
                            "buttock",
                            "hip",
                            "thigh-front",
                            "thigh-back",
                            "knee",
                            "knee-back",
                            "shin",
                            "calf",
                            "foot",
                            "heel",
                        ],
                    )
                ),
                name="application_sites_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "languages__contained_by",
                        [
                            "ar",
                            "bn",
                            "bg",
                            "zh",
                            "hr",
                            "cs",
                            "da",
                            "nl",
                            "en",
                            "et",
                            "fi",
                            "fr",
                            "de",
                            "el",
                            "he",
                            "hi",
                            "hu",
                            "id",
                            "it",
                            "ja",
                            "ko",
                            "lt",
                            "no",
                            "fa",
                            "pl",
                            "pt",
                            "ro",
                            "ru",
                            "sr",
                            "sk",
                            "es",
                            "sv",
                            "th",
                            "tr",
                            "uk",
                            "vi",
                        ],
                    )
                ),
                name="application_languages_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["submitted", "in_review", "verified", "rejected"]), _negated=True
                    ),
                    models.Q(
                        models.Q(("profession", ""), _negated=True),
                        models.Q(("country", ""), _negated=True),
                        models.Q(("issuing_body", ""), _negated=True),
                        models.Q(("license_token", b""), _negated=True),
                        models.Q(("languages", []), _negated=True),
                        ("agreed_to_rules_at__isnull", False),
                        ("submitted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="application_is_complete_when_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("state__in", ("verified", "rejected"))),
                    models.Q(
                        models.Q(("state__in", ("verified", "rejected")), _negated=True), ("decided_at", None)
                    ),
                    _connector="OR",
                ),
                name="application_decided_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "verified"), _negated=True),
                    models.Q(
                        ("first_approver__isnull", False),
                        ("second_approver__isnull", False),
                        models.Q(("first_approver", models.F("second_approver")), _negated=True),
                        models.Q(("first_approver", models.F("applicant")), _negated=True),
                        models.Q(("second_approver", models.F("applicant")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="application_verified_by_two_others",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "rejected"), _negated=True),
                    models.Q(("decision_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="application_rejected_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "needs_information"), _negated=True),
                    models.Q(("information_wanted", ""), _negated=True),
                    _connector="OR",
                ),
                name="application_asks_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "needs_information", "submitted", "in_review"))),
                fields=("applicant",),
                name="application_one_open_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="expertapplication",
            constraint=models.UniqueConstraint(fields=("id", "applicant"), name="application_with_applicant"),
        ),
        migrations.AddConstraint(
            model_name="applicationopinion",
            constraint=models.UniqueConstraint(
                fields=("application", "verifier"), name="opinion_once_per_verifier_and_application"
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("verifier", models.F("applicant")), _negated=True),
                name="opinion_not_about_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("checked", ""), _negated=True), name="opinion_says_what_was_checked"
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approves", True), ("valid_until__gt", models.F("checked_on"))),
                    models.Q(
                        ("approves", False), ("valid_until", None), models.Q(("reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="opinion_has_an_end_or_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None),
                    (
                        "valid_until__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("checked_on"), "+", models.Value(datetime.timedelta(days=732))
                        ),
                    ),
                    _connector="OR",
                ),
                name="opinion_ends_within_two_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationdocument",
            constraint=models.UniqueConstraint(
                fields=("application", "position"), name="document_has_its_own_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__range", (1, 5))), name="document_one_of_a_few"
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__range", (1, 10485760))), name="document_size_is_limited"
            ),
        ),
        migrations.AddConstraint(
            model_name="applicationdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["application/pdf", "image/jpeg", "image/png"])),
                name="document_kind_is_known",
            ),
        ),
        migrations.RunSQL(
            sql="""
                ALTER TABLE accounts_applicationopinion ADD CONSTRAINT opinion_names_the_applicant
                FOREIGN KEY (application_id, applicant_id) REFERENCES accounts_expertapplication (id, applicant_id)
            """,
            reverse_sql="ALTER TABLE accounts_applicationopinion DROP CONSTRAINT opinion_names_the_applicant",
        ),
        # Those whose end has passed were told so by their own date already.
        migrations.RunSQL(
            sql="UPDATE accounts_expertcredential SET standing = 'lapsed' WHERE valid_until < CURRENT_DATE",
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
