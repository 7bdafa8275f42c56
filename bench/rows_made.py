"""What the benchmark of rows prints: a filing with many projects, and the same as Django's formset."""

from typing import Any

from django import forms
from django.forms import formset_factory

from evaluations.forms.widgets import form_field
from evaluations.views.filing.attempt import NO_ATTEMPT
from evaluations.views.filing.columns import typed_columns
from evaluations.views.filing.content import Content, load
from evaluations.views.filing.page import page_of
from evaluations.views.filing.table_bodies import TableBody, table_body
from tests.evaluations.filing.made import filled

FORMSET = """{{ formset.management_form }}<table>{% for form in formset %}<tr>{% for field in form %}<td>{{ field }}{{ field.errors }}</td>{% endfor %}</tr>{% endfor %}</table>"""  # noqa: E501


def filed(rows: int, table: str) -> Content:
    """Return the real department's filing with so many rows in a table, loaded and scored."""
    made = filled()
    stored = made.filing.table_rows.filter(table=table)
    first = stored.first()
    assert first is not None
    for number in range(rows - stored.count()):
        first.pk, first.key, first.position = None, f"r{number}", 100 + number
        first.save(force_insert=True)
    return load(made.filing, made.filer)


def page_with(content: Content, stage: int, table: str) -> TableBody:
    """Return what the page prints of the table, built anew."""
    page = page_of(content, stage, NO_ATTEMPT)
    block = next(block for block in page.stage.blocks if table in block.items)
    return table_body(page, block)[1]


def formset_of(content: Content, table: str) -> tuple[list[dict[str, str]], Any]:
    """Return the texts of the rows and a formset class with a field for each column that ours shows."""
    columns = typed_columns(content.document, content.index.tables[table], everything=False)
    fields = {column.id: form_field(column) for column in columns}
    row = type("RowForm", (forms.Form,), fields)
    texts = [
        {column.id: each.cells[column.id].text for column in columns if column.id in each.cells}
        for each in content.rows(table)
    ]
    return texts, formset_factory(row, extra=0)
