"""No sentence of the site, in any language, claims of a treatment what CLINICAL 13 forbids (3: that it worked or
failed, or to start, stop or change one)."""

import re

import pytest

from tests import locales

# By language what is never said, each with a sentence that would say it.
BANNED: dict[str, dict[str, str]] = {
    "en": {
        r"\b(it|medicine|treatment|machine|riluzole|that)s? (has |have |had )?(worked|failed)\b(?! out)": "It worked.",
        r"\bhelped because\b|\bbecause (of )?(it|the (treatment|medicine|machine)) helped\b": "It helped because ...",
        r"\bsince (you )?(start\w*|beg[au]n\w*|stopp\w*)\b.*\b(better|worse|slower|faster|stronger|weaker)\b": (
            "Since starting riluzole you are better."
        ),
        r"\b(better|worse|slower|faster|stronger|weaker)\b.*\bsince (you )?(start|beg[au]n|stopp)": (
            "You are weaker since you stopped."
        ),
        r"\b(start|stop|keep|go on|continue) (taking|using|wearing)\b": "Stop taking it.",
        r"\b(raise|increase|lower|reduce|double|skip|change) (the|your) (dose|medicine|treatment|oxygen|feed)": (
            "Raise your dose."
        ),
        r"\b(should|must|need to|have to) (take|start|stop) (a|the|your|this) (medicine|treatment|mask|machine)": (
            "You should stop this medicine."
        ),
        r"\bthanks to (the|your|this) (treatment|medicine|machine)\b": "Thanks to the medicine.",
        r"\b(treatment|medicine|machine|tube)s? (slow|stopp?|improv|work|caus)\w*\b(?! the change)": (
            "The treatment slows it."
        ),
        r"\b(in)?effective\b|\bresponds? to (the )?treatment": "It was effective.",
        r"\bbefore and after (the|a|your)? ?(treatment|medicine)|\bcompared? (to|with) before (the|a) treatment": (
            "Before and after the treatment."
        ),
        r"\bforgot again\b|\bdon't forget (your|the) (medicine|dose)\b": "Don't forget your medicine.",
    },
    "de": {
        r"\b(hat|haben) (gewirkt|gut geholfen|versagt)\b": "Das Medikament hat gewirkt.",
        r"\b(wirksam|unwirksam|wirkungslos)\b": "Es ist wirksam.",
        r"\bseit (sie|dem beginn|beginn)\b.*\b(besser|schlechter|langsamer|schneller|stärker|schwächer)\b": (
            "Seit Beginn ist es besser."
        ),
        r"\bdank (der|des|dem|ihrer|ihrem) (behandlung|medikament)": "Dank der Behandlung.",
        r"\b(setzen|nehmen) sie\b.*\b(medikament|dosis)\w*\b.*\b(ab|nicht mehr|weiter)\b": (
            "Setzen Sie das Medikament ab."
        ),
        r"\b(erhöhen|senken|verdoppeln|ändern) sie (die|ihre) (dosis|behandlung|einstellung)": "Erhöhen Sie die Dosis.",
        r"\b(behandlung|medikament|gerät) (verlangsamt|bremst|verbessert|wirkt)\b": "Die Behandlung wirkt.",
    },
    "es": {
        r"\b(tratamiento|medicina|máquina) (funcionó|ha funcionado|fracasó|ha fallado|hizo efecto)\b": (
            "El tratamiento funcionó."
        ),
        r"\b(eficaz|ineficaz|efectivo)\b": "Es eficaz.",
        r"\bdesde que (empez|comenz|dej)\w+\b.*\b(mejor|peor|más lento|más rápido)\b": "Desde que empezó está mejor.",
        r"\bgracias (al|a la|a su) (tratamiento|medicina)": "Gracias al tratamiento.",
        r"\b(deje|siga|empiece) (de tomar|tomando|a tomar)\b": "Deje de tomar la medicina.",
        r"\b(aumente|suba|baje|reduzca|cambie) (la|su) (dosis|medicina|tratamiento)": "Suba la dosis.",
        r"\b(tratamiento|medicina|máquina) (frena|mejora|funciona)\b": "El tratamiento frena la enfermedad.",
    },
}
# What says that there is no such claim, word for word.
DENIAL = "A change after a treatment started does not show that the treatment caused it."
DENIALS = {DENIAL, f"It is drawn as a mark on the picture. {DENIAL}"}


def sentences(language: str) -> set[str]:
    if language == "en":
        return {text for forms in locales.marked() for text in forms}
    read = locales.translations(locales.read(language))
    return {text for forms in read.values() for text in forms}


@pytest.mark.parametrize("language", BANNED)
def test_no_sentence_claims_what_a_treatment_did_or_says_what_to_do_with_it(language):
    told = {text for text in sentences(language) - DENIALS for claim in BANNED[language] if _says(claim, text)}

    assert told == set()


@pytest.mark.parametrize(
    ("claim", "sentence"), [(claim, said) for claims in BANNED.values() for claim, said in claims.items()]
)
def test_each_claim_is_found_where_it_is_made(claim, sentence):
    assert _says(claim, sentence)


def test_each_language_has_its_list():
    assert {*BANNED} == {"en", *locales.LANGUAGES}


def _says(claim: str, text: str) -> bool:
    return re.search(claim, " ".join(text.replace("\xad", "").split()), re.IGNORECASE) is not None
