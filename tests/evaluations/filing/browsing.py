"""A browser without script: reads the forms of a page and sends them as they stand, or with some boxes changed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form's address and what it would send without any of its buttons."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)


def forms_of(html: str) -> list[Form]:
    """The forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def main_form(answer) -> dict[str, str]:
    """What the page's main form would send as it stands."""
    return max(forms_of(answer.content.decode()), key=lambda form: len(form.values)).values


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.text: tuple[str, list[str]] | None = None
        self.select = ""
        self.option: tuple[bool, str | None, list[str]] | None = None

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag == "form":
            self.form = Form(known.get("action") or "")
            self.forms.append(self.form)
        if self.form is None or "disabled" in known:
            return
        name = known.get("name") or ""
        if "readonly" in known:
            self.form.locked.add(name)
        if tag == "input":
            self._input(name, known)
        elif tag == "textarea":
            self.text = (name, [])
        elif tag == "select":
            self.select = name
            self.form.values.setdefault(name, "")
        elif tag == "option" and self.select:
            self._close_option()
            self.option = ("selected" in known, known.get("value"), [])

    def _input(self, name, known):
        kind = known.get("type", "text")
        if kind in {"radio", "checkbox"} and "checked" not in known:
            return
        if name and kind not in {"submit", "button"}:
            self.form.values[name] = known.get("value") or ("on" if kind == "checkbox" else "")

    def handle_data(self, data):
        if self.text:
            self.text[1].append(data)
        elif self.option:
            self.option[2].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.text and self.form:
            self.form.values[self.text[0]] = "".join(self.text[1]).removeprefix("\n").replace("\n", "\r\n")
            self.text = None
        elif tag in {"option", "select"}:
            self._close_option()
            self.select = "" if tag == "select" else self.select

    def _close_option(self):
        chosen, value, words = self.option or (False, None, [])
        if chosen and self.form:
            self.form.values[self.select] = "".join(words).strip() if value is None else value
        self.option = None
