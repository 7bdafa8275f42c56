"""Content as it was: after any acts, every earlier revision is found again exactly."""

import random

import pytest

from evaluations.selectors.at_revision import Words, content_at, content_now
from evaluations.selectors.filings import versions_of
from evaluations.services.filing import save_fields
from evaluations.services.results import Typed
from evaluations.services.rows import SheetRows, add_row, move_row, remove_row, save_rows

from .offline import online

PLACES = (
    "fig:调整预算数",
    "fig:三公经费",
    "chapter:主要职能",
    "line:社会效益/得分",
    "row:季度/一季度/累计支出",
)
TEXTS = {"chapter:主要职能": ("# 职能\n\n甲", "乙\n\n- 丙", "")}
NUMBERS = ("1", "2.50", "3", "")


@pytest.mark.parametrize("seed", range(4))
def test_content_at_every_revision_equals_what_was_stored_then(office, seed):
    dice, filing, kept = random.Random(seed), office.filing, {}
    for _ in range(25):
        _act(dice, office)
        filing.refresh_from_db()
        kept[filing.revision] = content_now(filing)
    for revision, held in kept.items():
        found = content_at(filing, revision)
        assert found.texts == held.texts
        assert sorted(found.rows.get("项目", ())) == sorted(held.rows.get("项目", ()))
        assert found.digest == held.digest


def test_status_and_reason_of_an_absence_are_found_again(office):
    filing = office.filing
    absent = {"fig:三公经费": Typed("全年没有三公", 0, "na")}
    assert save_fields(actor=office.filer, filing=filing, values=absent).ok
    filing.refresh_from_db()
    then = filing.revision
    online(office.filer, filing, fig__三公经费="3")
    assert content_at(filing, then).at("fig:三公经费") == Words("全年没有三公", "na")
    assert content_now(filing).at("fig:三公经费") == Words("3")


def _act(dice, office):
    filing, filer = office.filing, office.filer
    rows = list(filing.table_rows.filter(table="项目", deleted_at__isnull=True))
    acts = ["type", "type", "add", "replace"] + (["remove", "move", "cell"] if rows else [])
    match dice.choice(acts):
        case "type":
            where = dice.choice(PLACES)
            text = dice.choice(TEXTS.get(where, NUMBERS))
            values = {where: Typed(text, versions_of(filing).get(where, 0))}
            save_fields(actor=filer, filing=filing, values=values)
        case "add":
            add_row(actor=filer, filing=filing, table="项目", cells={"名称": dice.choice("甲乙丙丁")})
        case "replace":
            names = dice.sample("甲乙丙丁戊", dice.randint(0, 4))
            sheet = SheetRows("项目", [{"名称": name} for name in names], replaces=dice.random() < 0.7)
            save_rows(actor=filer, filing=filing, sheet=sheet)
        case "remove":
            row = dice.choice(rows)
            remove_row(actor=filer, filing=filing, table="项目", key=row.key, based_on=row.version)
        case "move":
            move_row(actor=filer, filing=filing, table="项目", key=dice.choice(rows).key, position=0)
        case "cell":
            where = f"row:项目/{dice.choice(rows).key}/名称"
            values = {where: Typed(dice.choice("己庚辛"), versions_of(filing).get(where, 0))}
            save_fields(actor=filer, filing=filing, values=values)
