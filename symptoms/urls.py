"""Writing: the check-in and all other entries, what was written, files in and out."""

from django.urls import include, path

from symptoms.views import check_in, entries, files, flags, function_check, records, timeline

of_one_patient = [
    path("check-in/", check_in.check_in, name="check_in"),
    path("function-check/", function_check.function_check, name="function_check"),
    path("function-check/<uuid:entry_id>/", function_check.function_check_saved, name="function_check_saved"),
    path("measurement/", timeline.measurement, name="measurement"),
    path("treatment/", timeline.treatment, name="treatment"),
    path("event/", timeline.event, name="event"),
    path("mark/", timeline.mark_cell, name="mark_cell"),
    path("facts/", records.facts, name="facts"),
    path("flags/", flags.respond_to_flag, name="respond_to_flag"),
    path("entries/", entries.entries, name="entries"),
    path("entries/<uuid:entry_id>/retract/", entries.retract_entry, name="retract_entry"),
    path("export.csv", files.export_csv, name="export_csv"),
]

urlpatterns = [
    path("check-in/", check_in.check_in_mine, name="check_in_mine"),
    path("start/", records.start, name="start"),
    path("patients/new/", records.new_patient, name="new_patient"),
    path("import/", files.import_csv, name="import_csv"),
    path("patients/<uuid:patient_id>/", include(of_one_patient)),
]
