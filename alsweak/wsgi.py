"""The web application; without Redis its process carries the worker too."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alsweak.settings")
application = get_wsgi_application()

from alsweak import checks, embedded  # noqa: E402  (they need the settings)

checks.refuse_half_set()
embedded.start()
