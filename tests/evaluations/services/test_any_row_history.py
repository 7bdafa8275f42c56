"""A hundred edits by SQL, of any row of any table that stands for a decision: each is found."""

import random
from collections import Counter

import pytest
from django.apps import apps
from django.db import IntegrityError

from evaluations.models import Membership, SecondScore
from evaluations.services.integrity import broken_links

from .altering import altering, another
from .test_every_row_history import COLUMNS, NEVER_GONE, compared, decided

pytestmark = pytest.mark.django_db
__all__ = ["decided"]
UNTOLD = {"evaluations.Membership": {"user__username": "rubric_admin"}}
"""Rows that no act of a service made here."""


def rows_of(model):
    rows = model._base_manager.exclude(**UNTOLD.get(model._meta.label, {"pk": None}))
    return list(rows.order_by("pk"))


def altered(chance: random.Random, model) -> None:
    row = chance.choice(rows_of(model))
    field = chance.choice([field for one, field in compared() if one is model])
    model._base_manager.filter(pk=row.pk).update(
        **{field.attname: another(field, getattr(row, field.attname))}
    )


def removed(chance: random.Random, model) -> None:
    model._base_manager.filter(pk=chance.choice(rows_of(model)).pk)._raw_delete("default")


def exchanged(chance: random.Random, model) -> None:
    """A column of one row and of another change their values."""
    one, other = chance.sample(rows_of(model), 2)
    names = [field.attname for mine, field in compared() if mine is model and not field.unique]
    differing = [name for name in names if getattr(one, name) != getattr(other, name)]
    name = chance.choice(differing)
    model._base_manager.filter(pk=one.pk).update(**{name: getattr(other, name)})
    model._base_manager.filter(pk=other.pk).update(**{name: getattr(one, name)})


def test_hundred_edits_of_any_table_are_found(decided, figure):
    """What the database refuses by a constraint of its own is drawn again."""
    chance, found, refused = random.Random(11), Counter(), 0
    models = [model for model in apps.get_models() if model._meta.label in COLUMNS]
    several = [model for model in models if len(rows_of(model)) > 1]
    while sum(found.values()) < 100:
        act = chance.choice([altered, removed, exchanged])
        model = chance.choice(several if act is exchanged else models)
        if act is removed and model._meta.label in NEVER_GONE:
            continue
        with altering():
            try:
                act(chance, model)
            except (IntegrityError, IndexError):
                refused += 1
                continue
            broken = broken_links()
        assert broken, (act.__name__, model._meta.label)
        found[model._meta.model_name] += 1
    figure("edits by SQL of any table that were found", f"{sum(found.values())} in {len(found)} tables")
    assert broken_links() == []


def test_row_that_cannot_even_be_read_is_told_and_hinders_no_other_comparison(decided):
    with altering():
        SecondScore.objects.update(points="x")
        Membership.objects.filter(user__username="reviewer").update(role="auditor")
        broken = broken_links()
    assert "抽查复核：有读不出来的内容，没有核对完" in broken
    assert [one for one in broken if "角色与办理记录不符" in one] != []
