"""How gunicorn itself writes."""

import os
from typing import Any

from gunicorn.glogging import Logger

from alsweak import logs


class Lines(Logger):
    """As the site does, and no access log: it would hold addresses, and each answer has a line of the site's own."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(logs.of_this_process(os.environ)())

    def access(self, *args: Any) -> None:
        pass
