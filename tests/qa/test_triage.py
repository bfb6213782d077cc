"""qa.triage: the danger screen"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.yaml_nodes import DataError
from qa.triage.alarm import raise_alarms
from qa.triage.cases import CASES, shipped_cases, source_hash
from qa.triage.loading import get_rulebook
from qa.triage.phrases import PhraseError, compile_phrases
from qa.triage.reading import normalize, read_text
from qa.triage.screening import PART, examine, parts_of, screen
from qa.triage.soft_model import MAGIC, MODEL_FILE, get_model, pack, unpack


def alarms(text):
    book = get_rulebook()
    return [alarm.category for alarm in raise_alarms(read_text(text, book), book)]


URGENT = [
    ("cauda_equina", "Back spasm since Monday and now I am numb between my legs."),
    ("dvt_pe", "My left calf is swollen, warm and sore after a long flight."),
    ("rhabdo", "After the squats my thighs hurt and my urine is dark like cola."),
    ("chest", "There is a crushing pressure on my chest."),
    ("stroke", "My face is drooping."),
    ("tetanus", "Stepped on a nail last week, my jaw is locked."),
    ("seizure", "He was jerking all over and unresponsive."),
    ("infection", "My neck is stiff and I have a high fever."),
    ("limb_ischemia", "My foot is suddenly ice cold, white and hurts."),
    ("crisis", "I keep thinking about killing myself."),
]


@pytest.mark.parametrize(("category", "text"), URGENT)
def test_a_danger_sign_raises_the_alarm(category, text):
    assert category in alarms(text)


@pytest.mark.parametrize(
    "text",
    [
        "Back spasm since Monday, I am not numb between my legs.",
        "My left calf is not swollen, not warm, only sore after a long flight.",
        "After the squats my thighs hurt, my urine is not dark.",
        "No pressure on my chest, only a flicker.",
        "My face isn't drooping, just a twitch.",
        "Stepped on a nail last week, my jaw is not locked.",
        "He was never jerking or unresponsive.",
        "My neck is stiff, no headache, rash or fever.",
        "My foot is neither cold nor white, it hurts a bit.",
        "I am not suicidal, only tired of cramps.",
    ],
)
def test_the_same_sign_denied_raises_none(text):
    assert alarms(text) == []


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("My face is drooping.", "My face was drooping in 2014."),
        ("My face is drooping today.", "Three years ago I had a stroke, my face drooped."),
        (
            "There is a crushing pressure on my chest.",
            "When I was 12 there was a crushing pressure on my chest.",
        ),
        ("I have a seizure every hour today.", "Back in 2009 I had a seizure. My face was drooping."),
    ],
)
def test_what_is_over_raises_none(now, then):
    assert alarms(now)
    assert alarms(then) == []


def test_a_sign_of_today_counts_although_the_text_began_long_ago():
    assert "stroke" in alarms("In 2014 I hurt my neck. Since this morning my face is drooping.")


@pytest.mark.parametrize("who", ["My son", "my mum", "The man next to me", "A colleague", "her husband"])
def test_somebody_else_counts_now_and_not_long_ago(who):
    assert "seizure" in alarms(f"{who} went stiff and started jerking, unresponsive.")
    assert alarms(f"{who} had a seizure ten years ago.") == []


@pytest.mark.parametrize(
    "question",
    [
        "How would I know that my face is drooping?",
        "What are the signs of a seizure?",
        "Can a cramp cause pressure on the chest?",
        "What should I do if somebody has a seizure?",
        "For my homework: my face is drooping, what is it?",
    ],
)
def test_who_asks_for_information_raises_none(question):
    assert alarms(question) == []


@pytest.mark.parametrize(
    "idiom",
    [
        "These cramps are killing me",
        "Our coach makes us run suicides",
        "My dog has seizures",
        "I'd die for a nap",
    ],
)
def test_sayings_raise_none(idiom):
    assert alarms(idiom) == []


@pytest.mark.parametrize("text", ["The scan was clear, no clot.", "My doctor said it is only a muscle."])
def test_what_a_doctor_has_cleared_raises_none(text):
    assert "dvt_pe" in alarms("My left calf is swollen, warm and sore after a long flight.")
    assert alarms(f"My left calf is swollen, warm and sore after a long flight. {text}") == []


def test_an_alarm_says_rule_version_and_passage():
    screening = screen("Hello. My FACE is drooping, please help")

    alarm = screening.alarms[0]
    assert (alarm.category, alarm.urgency, alarm.rule) == ("stroke", "emergency_now", "stroke-face")
    assert alarm.version == get_rulebook().version
    assert alarm.passage == "face is drooping"
    assert screening.found


def test_the_most_urgent_alarm_comes_first():
    text = "My left calf is swollen, warm and sore. I keep thinking about killing myself."

    assert [alarm.category for alarm in screen(text).alarms] == ["crisis", "dvt_pe"]


@pytest.mark.parametrize(
    "text", ["", "   ", "\x00", "?!?!", "ﬁ" * 50, "🙂" * 400, "no " * 2000, "not, " * 2000]
)
def test_odd_texts_do_no_harm(text):
    assert screen(text).alarms == ()


@given(st.text(max_size=300))
def test_any_text_can_be_screened(text):
    assert screen(text).alarms == screen(text).alarms


@pytest.mark.parametrize(
    "word", ["leg ", "chest pain ", "swollen calf ", "can't feel ", "no numbness, ", "a"]
)
def test_a_long_text_takes_no_more_time_than_its_length_allows(word):
    text = word * (12_000 // len(word))
    screen("warm")
    began = time.process_time()

    screen(text)

    assert time.process_time() - began < 3


def test_a_text_of_usual_length_takes_some_milliseconds():
    texts = [case.text for case in shipped_cases()[::40]]
    screen(texts[0])
    began = time.process_time()

    for text in texts:
        screen(text)

    assert (time.process_time() - began) / len(texts) < 0.02


def test_a_sign_deep_in_a_long_story_is_found():
    calm = "We went for a walk and it rained a little. " * 300

    assert screen(calm).alarms == ()
    assert [alarm.category for alarm in screen(f"{calm}My face is drooping. {calm}").alarms] == ["stroke"]


@given(st.text(alphabet="ab ", max_size=5 * PART))
def test_parts_lose_nothing_and_overlap(text):
    parts = list(parts_of(text))

    place = 0
    for part in parts:
        assert len(part) <= PART
        found = text.find(part, max(0, place - PART))
        assert 0 <= found <= place
        place = max(place, found + len(part))
    assert place == len(text)


def test_spellings_become_one():
    assert normalize("I Can’t feel,  im 31wks ") == "i can't feel, i'm 31 weeks"


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("calf", "my calves and calf.", True),
        ("cal*", "calves", True),
        ("calf", "calfskin", False),
        ("<limb> & cold", "cold is the leg", True),
        ("<limb> & cold", "the leg is cold", True),
        ("<limb> & cold", "the leg. cold", False),
        ("<limb> & cold", "the leg is not cold", False),
        ("<limb> ~ cold", "the leg of one two three four five six cold", False),
        ("can", "can't", False),
        ("sick ?bay", "sickbay", True),
    ],
)
def test_phrases(phrase, text, is_found):
    assert bool(compile_phrases([phrase], {"limb": "(leg|arm)"}).search(text)) is is_found


@pytest.mark.parametrize("phrase", ["<nothing>", "(", "a & b & c", "x?", "<self>", "a{9,1}"])
def test_phrases_that_cannot_be_read_are_refused(phrase):
    with pytest.raises(PhraseError):
        compile_phrases([phrase], {"self": "<self>"})


def test_the_shipped_texts_are_whole():
    cases = shipped_cases()

    assert len({case.id for case in cases}) == len(cases) > 3000
    assert {case.writer for case in cases} >= {"given", *(f"w{number}" for number in range(1, 8))}
    assert len(list(CASES.glob("*.tsv"))) == 15


def test_the_shipped_model_is_built_from_the_shipped_texts_and_rules():
    assert get_model().source == source_hash(), "run manage.py build_triage"
    assert MODEL_FILE.stat().st_size < 2_000_000


def test_the_shipped_texts_give_the_shipped_model():
    shipped = get_model()
    assert shipped.source == source_hash()
    import numpy

    from qa.triage.training import fit

    cases = shipped_cases()
    built = fit([examine(case.text)[1] for case in cases], [case.is_urgent for case in cases])

    assert built.idf == shipped.idf
    # Other processors round the last digits otherwise: a weight may come out one step higher or lower.
    differences = numpy.array(built.weights, dtype=int) - numpy.array(shipped.weights, dtype=int)
    assert abs(differences).max() <= 1
    assert built.bias == pytest.approx(shipped.bias, abs=0.01)


def test_a_model_is_read_as_it_was_written():
    model = get_model()

    assert unpack(pack(model), "model.bin") == model


@pytest.mark.parametrize(
    "damaged",
    [b"", b"nonsense", MAGIC + b"{\n", pack(get_model())[:-1], pack(get_model())[:-1] + b"x",
     pack(get_model()).replace(b'"features": 1', b'"features": 0')],
    ids=["empty", "other", "no settings", "short", "changed", "other features"],
)  # fmt: skip
def test_a_model_that_is_not_whole_is_refused(damaged):
    with pytest.raises(DataError, match=r"^model\.bin: "):
        unpack(damaged, "model.bin")
