"""What columns are called elsewhere: English, German, Spanish, and the ways in which programs write it."""

import re
import unicodedata

from clinical.vocabulary import MEASURES
from exchange.tables.amounts import UNIT_OF_WORD
from exchange.tables.mapping import (
    CUTTING_WITH,
    CUTTING_WITHOUT,
    DAY,
    HOW,
    MEASURE,
    NAME,
    PATIENT,
    SOURCE,
    TOTAL,
    VALUE,
)

_SYNONYMS = {
    PATIENT: "patient|patient id|patientid|patient number|subject|subject id|subjid|usubjid|participant|participant id|"
    "record id|pid|id|ref|reference|case|mrn|patienten id|patientennummer|patientin|kennung|probanden id|"
    "paciente|id paciente|sujeto|codigo|historial",
    DAY: "date|day|visit date|date of visit|assessment date|date of assessment|measured on|measurement date|timestamp|"
    "datetime|date time|full date|baseline date|started|datum|tag|besuchsdatum|visitendatum|untersuchungsdatum|"
    "messdatum|zeitpunkt|datum und uhrzeit|fecha|dia|fecha visita|fecha de visita|fecha de la visita|fecha y hora",
    SOURCE: "source|said by|rater|responded by|alsfrs responded by|quelle|wer|fuente|quien",
    TOTAL: "total|total score|alsfrs total|alsfrs r total|alsfrsr total|alsfrs tot|alsfrs r tot|alsfrs r|"
    "alsfrsr|alsfrs|als frs|als frs r|summe|gesamt|gesamtwert|puntuacion total",
    MEASURE: "measure|variable|parameter|test|messgröße|messgrosse|medida",
    VALUE: "value|result|wert|ergebnis|messwert|valor|resultado",
    NAME: "name|patient name|name of patient|full name|patientenname|name des patienten|"
    "name der patientin|vollständiger name|nombre|nombre del paciente|nombre de la paciente|nombre completo",
    "birth_date": "birth date|birthdate|date of birth|dob|born|geburtsdatum|geburtstag|geboren|fecha de nacimiento",
    "onset_date": "onset date|date of onset|symptom onset|symptom onset date|krankheitsbeginn|symptombeginn|"
    "fecha de inicio|inicio de los sintomas",
    "diagnosis_date": "diagnosis date|date of diagnosis|diagnosed|diagnosed on|diagnosedatum|fecha de diagnostico",
    "height": "height|body height|größe|groesse|körpergröße|talla|estatura",
    "weight": "weight|body weight|bodyweight|wt|gewicht|körpergewicht|peso|peso corporal",
    "fvc_percent": "fvc|fvc percent|fvc pct|fvc predicted|percent fvc|pct fvc|forced vital capacity|fvk|cvf",
    "svc_percent": "svc|svc percent|svc pct|svc predicted|percent svc|slow vital capacity|cvl",
    "snip": "snip|sniff nasal pressure",
    "mip": "mip|pimax|pi max",
    "peak_cough_flow": "peak cough flow|pcf|cough peak flow|hustenspitzenfluss|flujo pico de tos",
    "spo2": "spo2|oxygen saturation|sauerstoffsättigung|saturacion|saturacion de oxigeno",
    "grip.left": "grip left|left grip|grip strength left|handkraft links|fuerza de prension izquierda",
    "grip.right": "grip right|right grip|grip strength right|handkraft rechts|fuerza de prension derecha",
    "niv_hours": "niv hours|bipap hours|hours of niv|beatmungsstunden|horas de vni",
    "falls": "falls|stürze|caidas",
    "function.gastrostomy": "gastrostomy|peg|feeding tube|gastrostomie|gastrostomia",
    "function.speech": "speech|sprache|sprechen|lenguaje|habla",
    "function.salivation": "salivation|speichelfluss|salivacion",
    "function.swallowing": "swallowing|schlucken|deglucion",
    "function.handwriting": "handwriting|handschrift|escritura",
    "function.cutting_food": "cutting food|cutting|besteck|essen schneiden|cortar comida",
    CUTTING_WITHOUT: "cutting without gastrostomy|cutting food without gastrostomy",
    CUTTING_WITH: "cutting with gastrostomy|cutting food with gastrostomy",
    "function.dressing_hygiene": "dressing and hygiene|dressing hygiene|dressing|ankleiden|ankleiden und hygiene|"
    "vestido e higiene|vestido y aseo",
    "function.turning_in_bed": "turning in bed|umdrehen im bett|girarse en la cama",
    "function.walking": "walking|gehen|caminar|marcha",
    "function.climbing_stairs": "climbing stairs|stairs|treppensteigen|subir escaleras",
    "function.dyspnea": "dyspnea|dyspnoea|atemnot|disnea",
    "function.orthopnea": "orthopnea|orthopnoea|orthopnoe|ortopnea",
    "function.respiratory_insufficiency": "respiratory insufficiency|ateminsuffizienz|insuficiencia respiratoria",
}
_NUMBERED = re.compile(r"^(als ?frs ?r? )?(([qr]|item|frage|pregunta) ?\d{1,2}[ab]? )?(?=\S)")


def plain(name: str) -> str:
    """Without capitals, accents, marks and spaces that differ between programs."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.split(r"[\W_]+", letters)).strip()


def unit_in(name: str) -> str:
    """The unit that a name ends in, or that stands in brackets in it; blank for none."""
    words = [*re.findall(r"[(\[]\s*([^)\]]+?)\s*[)\]]", name), *re.split(r"[\s_,]+", name.strip())[1:][-1:]]
    return next((UNIT_OF_WORD[word.lower()] for word in words if word.lower() in UNIT_OF_WORD), "")


def meaning_of(name: str) -> str:
    """What a column of this name means by itself; blank where that is not known."""
    said = name.strip().casefold()
    if said in _OURS:
        return _OURS[said]
    bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", name)
    unit = unit_in(bare)
    tries = [plain(name), plain(bare)]
    if unit:
        tries.append(plain(re.sub(r"[\s_,]+\S+$", "", bare.strip())))
    tries += [_NUMBERED.sub("", each) for each in tries]
    return next((_MEANING[each] for each in tries if each in _MEANING), "")


_OURS = {name: name for name in (*MEASURES, *HOW)} | {"patient": PATIENT, "date": DAY, "source": SOURCE}
_MEANING = {plain(word): meaning for meaning, words in _SYNONYMS.items() for word in words.split("|")}
_MEANING |= {plain(name): name for name in MEASURES}

_NOTES = (
    "note|notes|note title|comment|comments|remark|remarks|notiz|notizen|titel der notiz|bemerkung|bemerkungen|"
    "kommentar|nota|notas|titulo de la nota|comentario|comentarios|observaciones"
)
_NOTES = (
    "note|notes|note title|comment|comments|remark|remarks|notiz|notizen|titel der notiz|bemerkung|bemerkungen|"
    "kommentar|nota|notas|titulo de la nota|comentario|comentarios|observaciones"
)
NOTES = frozenset(_NOTES.split("|"))  # what a person wrote of a day, for which a record has no place
SOURCES = {  # who said it
    word: source
    for source, words in {
        "self": "self|patient|me|own|selbst|patientin|ich|yo|paciente|uno mismo",
        "helped": "helped|with help|mit hilfe|con ayuda",
        "caregiver": "caregiver|carer|family|proxy|angehörige|angehöriger|pflegende|cuidador|cuidadora",
        "clinician": "clinician|clinic|doctor|nurse|physician|ärztin|arzt|klinik|clinica|medico|medica",
    }.items()
    for word in map(plain, words.split("|"))
}
