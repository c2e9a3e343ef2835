from django.apps import AppConfig
from django.conf import settings


class AlsweakConfig(AppConfig):
    name = "alsweak"

    def ready(self) -> None:
        from alsweak import catalogues, checks  # noqa: F401  registers the checks

        if settings.SENTRY_DSN:
            from alsweak import hook

            hook.start(settings.SENTRY_DSN)
        catalogues.build()  # here, because every process of the site comes by before it says its first word
