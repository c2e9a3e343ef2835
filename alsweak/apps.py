from django.apps import AppConfig


class AlsweakConfig(AppConfig):
    name = "alsweak"

    def ready(self) -> None:
        from alsweak import catalogues, checks  # noqa: F401  registers the checks

        catalogues.build()  # here, because every process of the site comes by before it says its first word
