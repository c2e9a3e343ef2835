"""The page that a device keeps for being without internet."""

import re

from django.urls import reverse

USED = re.compile(r'(?:href|src|data-outbox)="(/static/[^"]+)"')


def test_the_device_keeps_all_that_the_page_is_drawn_and_worked_with(client, db):
    used = USED.findall(client.get(reverse("offline")).content.decode())
    worker = client.get(reverse("service_worker")).content.decode()

    assert len(used) == 7
    assert [each for each in used if f'"{each}"' not in worker] == []
