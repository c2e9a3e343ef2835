"""Every set of tables that ever stood on main: the commit that made it, and the last migration of each app that moved.

Which commits were landings is not written anywhere, so that each commit counts after which the set of migrations was
another one. A change with a new migration adds a line at the end (``test_states`` says so). Left out are sets that no
database of today's graph can have: those of commits after which a migration got another number or dependency (c1e30fd,
f1c542b, ddc09f1, 8d51161, 753e79f, f634d62, 8f15cdf, ae84df4, 23ef4be, c52e83f, 0e5ab38, 9b2daed, 1e6ff4e).
"""

State = dict[str, str | None]  # the last migration of each app of this site; none where there was none yet

MOVED: list[tuple[str, dict[str, str]]] = [
    ("8c23e1b", {"people": "0002_cache_table"}),
    ("b3235e5", {"symptoms": "0001_initial"}),
    ("5c35b52", {"symptoms": "0005_side_by_side"}),
    ("9a86f47", {"people": "0003_how_pages_look", "symptoms": "0006_day_walk"}),
    ("777da74", {"symptoms": "0008_report_columns"}),
    ("fa1e169", {"care": "0002_own_table", "symptoms": "0009_flag_response_moves"}),
    ("b0b132f", {"symptoms": "0010_source_words"}),
    ("d57a7e4", {"symptoms": "0011_report_outline"}),
    ("83cefc8", {"symptoms": "0012_remembered_onset"}),
    ("d1f91ac", {"symptoms": "0013_second_oxygen_reading"}),
    ("d4e6089", {"symptoms": "0014_weakness_same_side_by_side"}),
    ("c36c32e", {"people": "0005_the_ledger"}),
    ("376fdfd", {"people": "0006_the_same_person_again"}),
    ("9c79b45", {"symptoms": "0015_first_day"}),
    ("d7e5438", {"care": "0007_what_is_private_moves_nobody", "symptoms": "0017_asked_back"}),
    ("884096e", {"care": "0008_overview"}),
    ("306c548", {"people": "0007_access_tokens"}),
    ("bc027f3", {"exchange": "0001_an_import", "people": "0008_made_by_mistake"}),
    ("7b02c8c", {"symptoms": "0018_total_given"}),
    ("bca834b", {"exchange": "0002_large_files"}),
    ("01b8135", {"exchange": "0003_kept_files_and_mappings"}),
    ("9949082", {"people": "0009_programs_of_clinics"}),
    ("f147cc1", {"symptoms": "0019_measured_by_a_phone"}),
    ("f485921", {"exchange": "0004_exports_of_phones"}),
    ("a171f77", {"exchange": "0005_merges", "people": "0010_merged_records"}),
    ("b39dc46", {"exchange": "0006_research_exports", "people": "0011_consent_to_research"}),
    ("b85d432", {"care": "0009_before_a_visit"}),
    ("45755c5", {"reports": "0001_printout"}),
    ("108190f", {"exchange": "0007_files_of_links", "people": "0012_links_for_a_visit"}),
    ("748cfaa", {"care": "0012_treatment_day", "symptoms": "0020_treatments_in_detail"}),
    ("e6cb6ea", {"exchange": "0008_erasing", "people": "0016_erased"}),
    ("5ff3fd6", {"alsweak": "0002_failed_jobs", "people": "0017_when_a_record_changed"}),
    ("423865a", {"alsweak": "0003_asked_again", "exchange": "0009_erasing_is_told", "people": "0020_erasing_is_told"}),
    ("197941a", {"care": "0013_private_places", "symptoms": "0021_placed"}),
]
APPS = sorted({app for _, moved in MOVED for app in moved})


def states() -> list[tuple[str, State]]:
    """From the first to that of today, each with the commit that made it."""
    state: State = dict.fromkeys(APPS)
    return [(commit, state := state | moved) for commit, moved in MOVED]
