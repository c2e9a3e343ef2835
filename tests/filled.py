"""What a browser would send of a page: each field of its form as it stands there."""

from html.parser import HTMLParser

UNFILLED = ("csrfmiddlewaretoken", "typed_by")  # other ones on each page


class Form(HTMLParser):
    """The form with the most fields of a page that is sent with POST. ``fields``: name and value of each;
    ``action``: blank for the page's own address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._fields: dict[str, str] | None = None
        self._select = self._area = ""
        self.feed(html)
        self.action, self.fields = max(self.found, key=lambda form: len(form[1]))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form" and given.get("method") == "post":
            self._fields = {}
            self.found.append((given.get("action") or "", self._fields))
        if self._fields is None:
            return
        if tag == "select":
            self._select, self._fields[name] = name, ""
        elif tag == "option" and "selected" in given:
            self._fields[self._select] = given.get("value") or ""
        elif tag == "textarea":
            self._area, self._fields[name] = name, ""
        elif (tag == "input" and name) and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self._fields[name] = given.get("value") or ("on" if given.get("type") == "checkbox" else "")

    def handle_data(self, data):
        if self._area and self._fields is not None:
            self._fields[self._area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._fields = None
        elif tag == "textarea" and self._fields is not None:
            self._fields[self._area] = self._fields[self._area].removeprefix("\n").removeprefix("\r\n")
            self._area = ""

    @property
    def filled(self) -> dict[str, str]:
        return {name: value for name, value in self.fields.items() if name not in UNFILLED}
