"""The tables of the OMOP Common Data Model 5.4 that are written: all their columns, in its order.

Source: the field list of CDM 5.4 (Observational Health Data Sciences and Informatics), which the tests hold them
against.
"""

from exchange.research.table import Table, columns

PERSON_ID = {"person_id": "the person, numbered in this export; person_source_value is the same in each"}
CODE = "the local code, a name of docs/design.md 3, or what the line in docs/exchange.md says"
TYPE = "who said it: 32862 the person, 32851 staff, 0 somebody else or not known"
NONE = "0: no concept is listed"
DAY = "a day, moved"
SEQUENCE = "a number in this export"

PERSON = Table(
    "person",
    "Whose records these are.",
    columns(
        "person_id gender_concept_id year_of_birth month_of_birth day_of_birth birth_datetime:m race_concept_id"
        " ethnicity_concept_id location_id provider_id care_site_id person_source_value:t gender_source_value:t"
        " gender_source_concept_id race_source_value:t race_source_concept_id ethnicity_source_value:t"
        " ethnicity_source_concept_id",
        PERSON_ID
        | dict.fromkeys(("gender_concept_id", "race_concept_id", "ethnicity_concept_id"), "0: not recorded")
        | {
            "year_of_birth": "of the moved day of birth; so late that nobody is older than 90 at their last day, and"
            " 90 means 90 or more; blank where it is not known",
            "person_source_value": "what stands for the person, the same in each export that is made with one secret",
        },
    ),
)
OBSERVATION_PERIOD = Table(
    "observation_period",
    "From the first to the last day of which something was recorded.",
    columns(
        "observation_period_id person_id observation_period_start_date:d observation_period_end_date:d"
        " period_type_concept_id",
        PERSON_ID
        | {
            "observation_period_id": SEQUENCE,
            "observation_period_start_date": DAY,
            "observation_period_end_date": DAY,
            "period_type_concept_id": NONE,
        },
    ),
)
CONDITION_OCCURRENCE = Table(
    "condition_occurrence",
    "Diagnoses as a clinician entered them at a visit.",
    columns(
        "condition_occurrence_id person_id condition_concept_id condition_start_date:d condition_start_datetime:m"
        " condition_end_date:d condition_end_datetime:m condition_type_concept_id condition_status_concept_id"
        " stop_reason:t provider_id visit_occurrence_id visit_detail_id condition_source_value:t"
        " condition_source_concept_id condition_status_source_value:t",
        PERSON_ID
        | {
            "condition_occurrence_id": SEQUENCE,
            "condition_concept_id": NONE,
            "condition_start_date": "the day of the diagnosis, or else of the visit, moved",
            "condition_type_concept_id": TYPE,
            "condition_source_value": CODE,
        },
    ),
)
DRUG_EXPOSURE = Table(
    "drug_exposure",
    "Medicines, by kind.",
    columns(
        "drug_exposure_id person_id drug_concept_id drug_exposure_start_date:d drug_exposure_start_datetime:m"
        " drug_exposure_end_date:d drug_exposure_end_datetime:m verbatim_end_date:d drug_type_concept_id stop_reason:t"
        " refills quantity:n days_supply sig:t route_concept_id lot_number:t provider_id visit_occurrence_id"
        " visit_detail_id drug_source_value:t drug_source_concept_id route_source_value:t dose_unit_source_value:t",
        PERSON_ID
        | {
            "drug_exposure_id": SEQUENCE,
            "drug_concept_id": NONE,
            "drug_exposure_start_date": DAY,
            "drug_exposure_end_date": "the last day, moved; of one that goes on, the last day of the record",
            "verbatim_end_date": "the last day as it was said, moved; blank: it goes on",
            "drug_type_concept_id": TYPE,
            "drug_source_value": CODE,
        },
    ),
)
PROCEDURE_OCCURRENCE = Table(
    "procedure_occurrence",
    "Gastrostomy and physiotherapy, from their first day.",
    columns(
        "procedure_occurrence_id person_id procedure_concept_id procedure_date:d procedure_datetime:m"
        " procedure_end_date:d procedure_end_datetime:m procedure_type_concept_id modifier_concept_id quantity"
        " provider_id visit_occurrence_id visit_detail_id procedure_source_value:t procedure_source_concept_id"
        " modifier_source_value:t",
        PERSON_ID
        | {
            "procedure_occurrence_id": SEQUENCE,
            "procedure_concept_id": NONE,
            "procedure_date": DAY,
            "procedure_end_date": "the last day, moved; blank: it goes on, or was one day",
            "procedure_type_concept_id": TYPE,
            "procedure_source_value": CODE,
        },
    ),
)
DEVICE_EXPOSURE = Table(
    "device_exposure",
    "Breathing machine, cough device, aids.",
    columns(
        "device_exposure_id person_id device_concept_id device_exposure_start_date:d device_exposure_start_datetime:m"
        " device_exposure_end_date:d device_exposure_end_datetime:m device_type_concept_id unique_device_id:t"
        " production_id:t quantity provider_id visit_occurrence_id visit_detail_id device_source_value:t"
        " device_source_concept_id unit_concept_id unit_source_value:t unit_source_concept_id",
        PERSON_ID
        | {
            "device_exposure_id": SEQUENCE,
            "device_concept_id": NONE,
            "device_exposure_start_date": DAY,
            "device_exposure_end_date": "the last day, moved; blank: it goes on",
            "device_type_concept_id": TYPE,
            "device_source_value": CODE,
        },
    ),
)
MEASUREMENT = Table(
    "measurement",
    "What was measured, and the ALSFRS-R as a clinic scored it.",
    columns(
        "measurement_id person_id measurement_concept_id measurement_date:d measurement_datetime:m measurement_time:t"
        " measurement_type_concept_id operator_concept_id value_as_number:n value_as_concept_id unit_concept_id"
        " range_low:n range_high:n provider_id visit_occurrence_id visit_detail_id measurement_source_value:t"
        " measurement_source_concept_id unit_source_value:t unit_source_concept_id value_source_value:t"
        " measurement_event_id meas_event_field_concept_id",
        PERSON_ID
        | {
            "measurement_id": SEQUENCE,
            "measurement_concept_id": "42529071 to 42529084: items and total of the ALSFRS-R; else 0",
            "measurement_date": DAY,
            "measurement_type_concept_id": TYPE,
            "value_as_number": "the number",
            "measurement_source_value": CODE,
            "unit_source_value": "the unit, of UCUM",
        },
    ),
)
OBSERVATION = Table(
    "observation",
    "What was answered, what happened, and facts. The function check is in our own words and is no ALSFRS-R.",
    columns(
        "observation_id person_id observation_concept_id observation_date:d observation_datetime:m"
        " observation_type_concept_id value_as_number:n value_as_string:t value_as_concept_id qualifier_concept_id"
        " unit_concept_id provider_id visit_occurrence_id visit_detail_id observation_source_value:t"
        " observation_source_concept_id unit_source_value:t qualifier_source_value:t value_source_value:t"
        " observation_event_id obs_event_field_concept_id",
        PERSON_ID
        | {
            "observation_id": SEQUENCE,
            "observation_concept_id": NONE,
            "observation_date": "a day, moved; of what has no day the first day of the record",
            "observation_type_concept_id": TYPE,
            "value_as_number": "the number: a grade, a count, days that it took, months before the first entry",
            "value_as_string": "a code: of a mark, of how exact a month is, of a hand",
            "observation_source_value": CODE,
            "unit_source_value": "the unit, of UCUM",
        },
    ),
)
DEATH = Table(
    "death",
    "Of those whose record was closed because they died.",
    columns(
        "person_id death_date:d death_datetime:m death_type_concept_id cause_concept_id cause_source_value:t"
        " cause_source_concept_id",
        PERSON_ID | {"death_date": DAY, "death_type_concept_id": NONE},
    ),
)
CDM_SOURCE = Table(
    "cdm_source",
    "What this is.",
    columns(
        "cdm_source_name:t cdm_source_abbreviation:t cdm_holder:t source_description:t"
        " source_documentation_reference:t cdm_etl_reference:t source_release_date:d cdm_release_date:d cdm_version:t"
        " cdm_version_concept_id vocabulary_version:t",
        {
            "cdm_source_name": "the name of the program",
            "cdm_source_abbreviation": "the same",
            "cdm_holder": "not told, for a small clinic says who a person is",
            "source_description": "what was done to it",
            "source_release_date": "the first day of the month in which it was made",
            "cdm_release_date": "the same",
            "cdm_version": "of the model",
            "cdm_version_concept_id": NONE,
            "vocabulary_version": "none was used",
        },
    ),
)
OF_PEOPLE = (
    PERSON,
    OBSERVATION_PERIOD,
    CONDITION_OCCURRENCE,
    DRUG_EXPOSURE,
    PROCEDURE_OCCURRENCE,
    DEVICE_EXPOSURE,
    MEASUREMENT,
    OBSERVATION,
    DEATH,
)
