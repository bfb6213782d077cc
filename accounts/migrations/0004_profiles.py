"""Profiles: handles that look like no other, former handles, muting, and what people say about themselves."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.utils.html import linebreaks

# After the unique index has waited for whoever else wants the name, so that what they committed is seen.
GUARD = """
    CREATE FUNCTION user_handle_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM accounts_formerhandle
            WHERE skeleton = NEW.handle_skeleton AND person_id IS DISTINCT FROM NEW.id
        ) THEN
            RAISE EXCEPTION 'somebody else has had this handle or one that looks like it'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'user_handle_was_nobody_elses';
        END IF;
        IF TG_OP = 'UPDATE' AND NOT EXISTS (
            SELECT 1 FROM accounts_formerhandle
            WHERE handle = OLD.handle AND person_id IS NOT DISTINCT FROM NEW.id
        ) THEN
            RAISE EXCEPTION 'a handle that is given up has to be kept as a former one'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'user_former_handle_is_kept';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER user_handle_is_guarded_when_made AFTER INSERT ON accounts_user
    FOR EACH ROW EXECUTE FUNCTION user_handle_guard();
    CREATE TRIGGER user_handle_is_guarded_when_changed AFTER UPDATE OF handle ON accounts_user
    FOR EACH ROW WHEN (OLD.handle <> NEW.handle) EXECUTE FUNCTION user_handle_guard();

    CREATE FUNCTION former_handle_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.handle = OLD.handle AND NEW.person_id IS NULL THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'former handles are kept for ever'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'former_handle_is_kept';
    END $$;
    CREATE TRIGGER former_handle_is_for_ever BEFORE UPDATE OR DELETE ON accounts_formerhandle
    FOR EACH ROW EXECUTE FUNCTION former_handle_refuse_change();
"""
NO_GUARD = """
    DROP TRIGGER former_handle_is_for_ever ON accounts_formerhandle;
    DROP FUNCTION former_handle_refuse_change();
    DROP TRIGGER user_handle_is_guarded_when_changed ON accounts_user;
    DROP TRIGGER user_handle_is_guarded_when_made ON accounts_user;
    DROP FUNCTION user_handle_guard();
"""


def show_old_texts(apps, _schema_editor):
    """Texts from before Markdown keep their look: paragraphs and line ends."""
    user = apps.get_model("accounts", "User")
    for person in user.objects.exclude(bio="").only("bio").iterator():
        user.objects.filter(pk=person.pk).update(bio_html=linebreaks(person.bio, autoescape=True))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_avatars"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerHandle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handle", models.CharField(max_length=30, unique=True)),
                (
                    "skeleton",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.text.Replace(
                            django.db.models.functions.text.Replace(
                                models.Func(
                                    models.F("handle"),
                                    models.Value("1i05_"),
                                    models.Value("llos"),
                                    function="TRANSLATE",
                                    output_field=models.CharField(),
                                ),
                                models.Value("m"),
                                models.Value("rn"),
                            ),
                            models.Value("w"),
                            models.Value("vv"),
                        ),
                        output_field=models.CharField(max_length=60),
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonMute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="bio_html",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="user",
            name="country",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="user",
            name="handle_changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="handle_skeleton",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Replace(
                    django.db.models.functions.text.Replace(
                        models.Func(
                            models.F("handle"),
                            models.Value("1i05_"),
                            models.Value("llos"),
                            function="TRANSLATE",
                            output_field=models.CharField(),
                        ),
                        models.Value("m"),
                        models.Value("rn"),
                    ),
                    models.Value("w"),
                    models.Value("vv"),
                ),
                output_field=models.CharField(max_length=60),
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="hides_activity",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=3), blank=True, default=list
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="suspension_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unfriendly", "Unfriendly or insulting words"),
                    ("dangerous", "Dangerous advice"),
                    ("spam", "Advertising or spam"),
                    ("private", "Other people's personal data"),
                    ("pretending", "Pretending to be someone else or to be qualified"),
                    ("disrupting", "Disturbing on purpose, after being asked to stop"),
                    ("other", "Another reason"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="suspension_words",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="user",
            name="bio",
            field=models.CharField(blank=True, max_length=1000, verbose_name="about you"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                fields=("handle_skeleton",), name="user_handle_looks_like_no_other"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "display_name__regex",
                        "[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u2028\\u2029\\u2060-\\u2065\\u206a-\\u206f\\u2800\\u3164\\ufe00-\\ufe0d\\ufeff\\uffa0\\ufff0-\\ufffb\\U000e0000-\\U000e0fff]",
                    ),
                    _negated=True,
                ),
                name="user_display_name_is_seen",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "country__in",
                        [
                            "",
                            "AD",
                            "AE",
                            "AF",
                            "AG",
                            "AI",
                            "AL",
                            "AM",
                            "AO",
                            "AQ",
                            "AR",
                            "AS",
                            "AT",
                            "AU",
                            "AW",
                            "AX",
                            "AZ",
                            "BA",
                            "BB",
                            "BD",
                            "BE",
                            "BF",
                            "BG",
                            "BH",
                            "BI",
                            "BJ",
                            "BL",
                            "BM",
                            "BN",
                            "BO",
                            "BQ",
                            "BR",
                            "BS",
                            "BT",
                            "BV",
                            "BW",
                            "BY",
                            "BZ",
                            "CA",
                            "CC",
                            "CD",
                            "CF",
                            "CG",
                            "CH",
                            "CI",
                            "CK",
                            "CL",
                            "CM",
                            "CN",
                            "CO",
                            "CR",
                            "CU",
                            "CV",
                            "CW",
                            "CX",
                            "CY",
                            "CZ",
                            "DE",
                            "DJ",
                            "DK",
                            "DM",
                            "DO",
                            "DZ",
                            "EC",
                            "EE",
                            "EG",
                            "EH",
                            "ER",
                            "ES",
                            "ET",
                            "FI",
                            "FJ",
                            "FK",
                            "FM",
                            "FO",
                            "FR",
                            "GA",
                            "GB",
                            "GD",
                            "GE",
                            "GF",
                            "GG",
                            "GH",
                            "GI",
                            "GL",
                            "GM",
                            "GN",
                            "GP",
                            "GQ",
                            "GR",
                            "GS",
                            "GT",
                            "GU",
                            "GW",
                            "GY",
                            "HK",
                            "HM",
                            "HN",
                            "HR",
                            "HT",
                            "HU",
                            "ID",
                            "IE",
                            "IL",
                            "IM",
                            "IN",
                            "IO",
                            "IQ",
                            "IR",
                            "IS",
                            "IT",
                            "JE",
                            "JM",
                            "JO",
                            "JP",
                            "KE",
                            "KG",
                            "KH",
                            "KI",
                            "KM",
                            "KN",
                            "KP",
                            "KR",
                            "KW",
                            "KY",
                            "KZ",
                            "LA",
                            "LB",
                            "LC",
                            "LI",
                            "LK",
                            "LR",
                            "LS",
                            "LT",
                            "LU",
                            "LV",
                            "LY",
                            "MA",
                            "MC",
                            "MD",
                            "ME",
                            "MF",
                            "MG",
                            "MH",
                            "MK",
                            "ML",
                            "MM",
                            "MN",
                            "MO",
                            "MP",
                            "MQ",
                            "MR",
                            "MS",
                            "MT",
                            "MU",
                            "MV",
                            "MW",
                            "MX",
                            "MY",
                            "MZ",
                            "NA",
                            "NC",
                            "NE",
                            "NF",
                            "NG",
                            "NI",
                            "NL",
                            "NO",
                            "NP",
                            "NR",
                            "NU",
                            "NZ",
                            "OM",
                            "PA",
                            "PE",
                            "PF",
                            "PG",
                            "PH",
                            "PK",
                            "PL",
                            "PM",
                            "PN",
                            "PR",
                            "PS",
                            "PT",
                            "PW",
                            "PY",
                            "QA",
                            "RE",
                            "RO",
                            "RS",
                            "RU",
                            "RW",
                            "SA",
                            "SB",
                            "SC",
                            "SD",
                            "SE",
                            "SG",
                            "SH",
                            "SI",
                            "SJ",
                            "SK",
                            "SL",
                            "SM",
                            "SN",
                            "SO",
                            "SR",
                            "SS",
                            "ST",
                            "SV",
                            "SX",
                            "SY",
                            "SZ",
                            "TC",
                            "TD",
                            "TF",
                            "TG",
                            "TH",
                            "TJ",
                            "TK",
                            "TL",
                            "TM",
                            "TN",
                            "TO",
                            "TR",
                            "TT",
                            "TV",
                            "TW",
                            "TZ",
                            "UA",
                            "UG",
                            "UM",
                            "US",
                            "UY",
                            "UZ",
                            "VA",
                            "VC",
                            "VE",
                            "VG",
                            "VI",
                            "VN",
                            "VU",
                            "WF",
                            "WS",
                            "YE",
                            "YT",
                            "ZA",
                            "ZM",
                            "ZW",
                        ],
                    )
                ),
                name="user_country_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "languages__contained_by",
                        [
                            "af",
                            "am",
                            "ar",
                            "ast",
                            "az",
                            "be",
                            "bg",
                            "bn",
                            "br",
                            "bs",
                            "ca",
                            "ckb",
                            "cs",
                            "cy",
                            "da",
                            "de",
                            "dsb",
                            "el",
                            "en",
                            "es",
                            "et",
                            "eu",
                            "fa",
                            "fi",
                            "fo",
                            "fr",
                            "fy",
                            "ga",
                            "gd",
                            "gl",
                            "gu",
                            "ha",
                            "he",
                            "hi",
                            "hr",
                            "hsb",
                            "ht",
                            "hu",
                            "hy",
                            "id",
                            "ig",
                            "is",
                            "it",
                            "ja",
                            "ka",
                            "kab",
                            "kk",
                            "km",
                            "kn",
                            "ko",
                            "ku",
                            "ky",
                            "lb",
                            "lo",
                            "lt",
                            "lv",
                            "mg",
                            "mk",
                            "ml",
                            "mn",
                            "mr",
                            "ms",
                            "mt",
                            "my",
                            "nb",
                            "ne",
                            "nl",
                            "nn",
                            "or",
                            "os",
                            "pa",
                            "pl",
                            "ps",
                            "pt",
                            "rm",
                            "ro",
                            "ru",
                            "rw",
                            "si",
                            "sk",
                            "sl",
                            "sn",
                            "so",
                            "sq",
                            "sr",
                            "sv",
                            "sw",
                            "ta",
                            "te",
                            "tg",
                            "th",
                            "tk",
                            "tl",
                            "tr",
                            "tt",
                            "udm",
                            "ug",
                            "uk",
                            "ur",
                            "uz",
                            "vi",
                            "xh",
                            "yi",
                            "yo",
                            "zh",
                            "zu",
                        ],
                    )
                ),
                name="user_languages_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("languages__len__lte", 3)), name="user_languages_are_few"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("time_zone", ""),
                    ("time_zone__regex", "^[A-Za-z][A-Za-z0-9_+/-]{1,39}$"),
                    _connector="OR",
                ),
                name="user_time_zone_is_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "suspension_reason__in",
                        [
                            "",
                            "unfriendly",
                            "dangerous",
                            "spam",
                            "private",
                            "pretending",
                            "disrupting",
                            "other",
                        ],
                    )
                ),
                name="user_suspension_reason_is_known",
            ),
        ),
        migrations.AddField(
            model_name="formerhandle",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="former_handles",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personmute",
            name="muted",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personmute",
            name="muter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="mutes", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="formerhandle",
            index=models.Index(fields=["skeleton"], name="former_handle_by_skeleton"),
        ),
        migrations.AddConstraint(
            model_name="personmute",
            constraint=models.UniqueConstraint(fields=("muter", "muted"), name="mute_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="personmute",
            constraint=models.CheckConstraint(
                condition=models.Q(("muter", models.F("muted")), _negated=True), name="mute_is_not_oneself"
            ),
        ),
        migrations.RunSQL(sql=GUARD, reverse_sql=NO_GUARD),
        migrations.RunPython(show_old_texts, reverse_code=migrations.RunPython.noop),
    ]
