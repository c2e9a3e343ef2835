from django.apps import AppConfig


class AlsweakConfig(AppConfig):
    name = "alsweak"

    def ready(self) -> None:
        from alsweak import checks  # noqa: F401  registers them
