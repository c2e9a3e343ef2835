"""The tables of OMOP against the field list of CDM 5.4, which is written out here as it was published."""

import pytest

from exchange.research.omop_tables import CDM_SOURCE, OF_PEOPLE

CDM = {
    "person": "person_id gender_concept_id year_of_birth month_of_birth day_of_birth birth_datetime race_concept_id"
    " ethnicity_concept_id location_id provider_id care_site_id person_source_value gender_source_value"
    " gender_source_concept_id race_source_value race_source_concept_id ethnicity_source_value"
    " ethnicity_source_concept_id",
    "observation_period": "observation_period_id person_id observation_period_start_date observation_period_end_date"
    " period_type_concept_id",
    "condition_occurrence": "condition_occurrence_id person_id condition_concept_id condition_start_date"
    " condition_start_datetime condition_end_date condition_end_datetime condition_type_concept_id"
    " condition_status_concept_id stop_reason provider_id visit_occurrence_id visit_detail_id condition_source_value"
    " condition_source_concept_id condition_status_source_value",
    "drug_exposure": "drug_exposure_id person_id drug_concept_id drug_exposure_start_date drug_exposure_start_datetime"
    " drug_exposure_end_date drug_exposure_end_datetime verbatim_end_date drug_type_concept_id stop_reason refills"
    " quantity days_supply sig route_concept_id lot_number provider_id visit_occurrence_id visit_detail_id"
    " drug_source_value drug_source_concept_id route_source_value dose_unit_source_value",
    "procedure_occurrence": "procedure_occurrence_id person_id procedure_concept_id procedure_date procedure_datetime"
    " procedure_end_date procedure_end_datetime procedure_type_concept_id modifier_concept_id quantity provider_id"
    " visit_occurrence_id visit_detail_id procedure_source_value procedure_source_concept_id modifier_source_value",
    "device_exposure": "device_exposure_id person_id device_concept_id device_exposure_start_date"
    " device_exposure_start_datetime device_exposure_end_date device_exposure_end_datetime device_type_concept_id"
    " unique_device_id production_id quantity provider_id visit_occurrence_id visit_detail_id device_source_value"
    " device_source_concept_id unit_concept_id unit_source_value unit_source_concept_id",
    "measurement": "measurement_id person_id measurement_concept_id measurement_date measurement_datetime"
    " measurement_time measurement_type_concept_id operator_concept_id value_as_number value_as_concept_id"
    " unit_concept_id range_low range_high provider_id visit_occurrence_id visit_detail_id measurement_source_value"
    " measurement_source_concept_id unit_source_value unit_source_concept_id value_source_value measurement_event_id"
    " meas_event_field_concept_id",
    "observation": "observation_id person_id observation_concept_id observation_date observation_datetime"
    " observation_type_concept_id value_as_number value_as_string value_as_concept_id qualifier_concept_id"
    " unit_concept_id provider_id visit_occurrence_id visit_detail_id observation_source_value"
    " observation_source_concept_id unit_source_value qualifier_source_value value_source_value observation_event_id"
    " obs_event_field_concept_id",
    "death": "person_id death_date death_datetime death_type_concept_id cause_concept_id cause_source_value"
    " cause_source_concept_id",
    "cdm_source": "cdm_source_name cdm_source_abbreviation cdm_holder source_description"
    " source_documentation_reference cdm_etl_reference source_release_date cdm_release_date cdm_version"
    " cdm_version_concept_id vocabulary_version",
}
TABLES = {table.name: table for table in (*OF_PEOPLE, CDM_SOURCE)}


def test_these_are_the_tables():
    assert TABLES.keys() == CDM.keys()


@pytest.mark.parametrize("name", CDM)
def test_a_table_has_the_columns_of_the_model_in_its_order(name):
    assert TABLES[name].header == CDM[name].split()


@pytest.mark.parametrize("name", CDM)
def test_a_code_of_ours_fits_where_it_stands(name):
    """Columns of the kind of a day, a moment, a number and a text are those whose names say so."""
    kinds = {column.name: column.kind for column in TABLES[name].columns}
    days = {each for each in kinds if each.endswith("_date")}
    assert {each for each, kind in kinds.items() if kind == "date"} == days
    assert {each for each, kind in kinds.items() if kind == "moment"} == {
        each for each in kinds if each.endswith("_datetime")
    }
    assert {each for each in kinds if each.endswith(("_id", "year_of_birth"))} <= {
        each for each, kind in kinds.items() if kind == "integer"
    } | {"unique_device_id", "production_id"}
