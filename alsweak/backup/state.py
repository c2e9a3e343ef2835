"""Which tables a database has: by the migrations that it went through, not by the code that looks at it."""

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

State = dict[str, str]  # the last migration of each app


def state_of(connection: BaseDatabaseWrapper) -> State:
    loader = MigrationLoader(connection)
    done = loader.applied_migrations.keys() & loader.graph.nodes.keys()
    overtaken = {parent for key in done for parent in loader.graph.node_map[key].parents if parent.key[0] == key[0]}
    return dict(sorted(key for key in done if loader.graph.node_map[key] not in overtaken))


def unknown(state: State) -> list[str]:
    """The migrations of a state that this code does not have."""
    known = MigrationLoader(None).graph.nodes
    return [f"{app}.{name}" for app, name in state.items() if (app, name) not in known]


def models_of(state: State) -> list[type[Model]]:
    """A model for each table of a state, as it was then, in the order of their names."""
    apps: Apps = MigrationLoader(None).project_state(list(state.items())).apps
    models = [it for it in apps.get_models(include_auto_created=True) if it._meta.managed and not it._meta.proxy]
    return sorted(models, key=lambda it: it._meta.db_table)


def migrate_to(state: State, connection: BaseDatabaseWrapper) -> None:
    """An empty database to the tables of a state. It sends no signal: what follows on one is among the rows."""
    MigrationExecutor(connection).migrate(list(state.items()))
