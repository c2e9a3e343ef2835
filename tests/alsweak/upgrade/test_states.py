from django.db.migrations.loader import MigrationLoader

from tests.alsweak.upgrade.states import APPS, states


def test_the_last_state_is_that_of_the_code_and_a_new_migration_adds_one():
    newest = {app: name for app, name in MigrationLoader(None).graph.leaf_nodes() if app in APPS}
    assert states()[-1][1] == newest, "Add the migrations of this change to the end of tests/alsweak/upgrade/states.py"


def test_every_app_of_the_site_that_has_tables_is_in_it(settings):
    rooms = {app.split(".")[0] for app in settings.INSTALLED_APPS[:6]}
    assert set(APPS) == rooms & {app for app, _ in MigrationLoader(None).graph.nodes}


def test_each_state_is_whole_and_goes_on_from_the_one_before():
    graph = MigrationLoader(None).graph
    done: set[tuple[str, str]] = set()
    for commit, state in states():
        leaves = {(app, name) for app, name in state.items() if name}
        there = {node for leaf in leaves for node in graph.forwards_plan(leaf) if node[0] in APPS}
        latest = {app: max(name for other, name in there if other == app) for app, _ in there}
        assert (commit, latest) == (commit, dict(leaves))
        assert done < there
        done = there
