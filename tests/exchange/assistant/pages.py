"""A file through the pages, as a browser sends it: every field with what it shows, and what is chosen otherwise."""

from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.assistant.asking import field_of


class _Fields(HTMLParser):
    """What the forms of a page would send if nothing but a button was pressed."""

    def __init__(self, page):
        super().__init__()
        self.fields, self._select = {}, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name, value = said.get("name"), said.get("value") or ""
        if tag == "input" and name and said.get("type") != "file":
            if said.get("type") not in ("radio", "checkbox") or "checked" in said:
                self.fields[name] = value
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in said or self._select not in self.fields):
            self.fields[self._select] = value


def fields_of(response):
    return _Fields(response.content.decode()).fields


def choose(client, data, *, clinic=None, record=None, name="file.csv"):
    """The page on which the file is looked at, or why it was not taken."""
    data = data if isinstance(data, bytes) else data.encode()
    at = reverse("import_own", args=[record.pk]) if record else reverse("import_csv")
    where = {"clinic": clinic.pk} if clinic else {}
    return client.post(at, where | {"file": SimpleUploadedFile(name, data)}, follow=True)


def press(client, page, do="show", record=None, **answers):
    """The page that follows. ``answers``: by their keys, beside what the page shows."""
    at = reverse("import_own_look", args=[record.pk]) if record else reverse("import_look")
    chosen = {field_of(key): str(answer) for key, answer in answers.items()}
    return client.post(at, fields_of(page) | chosen | {"do": do}, follow=True)


def bring(client, page, record=None):
    return press(client, page, "bring", record)
