"""The pages on which it is asked when a part began."""

import re
from html import unescape

from django.urls import reverse


def url(record, *names):
    return reverse(("remembered", "began", "began_closer")[len(names)], args=[record.pk, *names])


def press(client, record, answer, *names):
    return client.post(url(record, *names), {"answer": answer})


def text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))
