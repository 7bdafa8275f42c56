"""What people wrote about a place: overwritten in every table where it stands, with the names and bytes of files."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction

from evaluations.evidence import store
from evaluations.models import (
    Comment,
    Correction,
    EvidenceUpload,
    Filing,
    Job,
    PendingImport,
    Preset,
    ReturnNotice,
)
from evaluations.selectors.elsewhere import exact_pieces
from evaluations.selectors.kept_files import KEEPERS, LETS_GO
from evaluations.selectors.occurrences import about_of, key_of, rows_of
from evaluations.selectors.places import place_title
from evaluations.selectors.purge_list import BYTES
from evaluations.selectors.sought import MARK
from evaluations.selectors.word_columns import HOLDERS, Holder
from rubrics.scoring.reading.answers import Flat
from rubrics.selectors.programs import document_for

from .clearing import Clearing


def clear_words(clearing: Clearing, now: object) -> None:
    """Overwrite what repeats it, and what was ticked, in the words of the filing; ticked rows of others too."""
    _clear_corrections(clearing, now)
    for holder in HOLDERS:
        for row in rows_of(holder, clearing.filing):
            _clear_row(clearing, holder, row, about_of(holder, row))
        for row in _ticked_elsewhere(holder, clearing):
            _clear_row(clearing, holder, row, "")  # another filing's place is not this one
    _clear_presets(clearing)
    _clear_passing(clearing)


def touched(clearing: Clearing) -> set[int]:
    """Return the filings whose rows were ticked, with the filing itself."""
    found = {clearing.filing.pk}
    for holder in HOLDERS:
        rows = holder.model._default_manager.filter(pk__in=_ticked_keys(holder.model, clearing))
        found |= set(rows.values_list(holder.owner, flat=True))
    return found


def _clear_row(clearing: Clearing, holder: Holder, row: Any, about: str) -> None:
    ticked = clearing.is_ticked(row)
    kept = {name: getattr(row, name) for name in holder.columns}
    left = {name: clearing.left(value, about, ticked=ticked) for name, value in kept.items()}
    if isinstance(row, Comment) and row.anchor.get("quote") and clearing.search.near(about):
        left["anchor"] = {**row.anchor, "quote": MARK}  # however short it is: it shows where to look
    if isinstance(row, ReturnNotice):
        left["items"] = [_item_left(clearing, row.filing, item) for item in left["items"]]
    bytes_too = type(row) in KEEPERS and f"{BYTES}{key_of(row)}" in clearing.ticked
    if bytes_too:
        left |= {"name": MARK} | ({"stored": False} if type(row) in LETS_GO else {})
        transaction.on_commit(partial(store.drop, row.key))
        clearing.gone.add(row.name)
    if bytes_too or left != kept:
        clearing.write(row, **left)


def _item_left(clearing: Clearing, filing: Filing, item: dict[str, Any]) -> dict[str, Any]:
    """Return an item of a return without the words that it points to there, its place without the name of a row."""
    if item.get("quote") and clearing.search.near(str(item["address"])):
        item = {**item, "quote": MARK}
    if item.get("place") != MARK:
        return item
    return {**item, "place": place_title(document_for(filing.version), Flat({}), str(item["address"]))}


def _clear_corrections(clearing: Clearing, now: object) -> None:
    """Overwrite the corrections of the place, which nothing holds under any more."""
    for one in clearing.filing.corrections.filter(address=clearing.where).exclude(value=MARK):
        row = Correction.objects.filter(pk=one.pk)
        row.update(value=MARK, reason=MARK, withdrawn_at=one.withdrawn_at or now)


def _clear_presets(clearing: Clearing) -> None:
    """Delete the figures of the bureau that were ticked: one that is not there is asked for again."""
    ticked, filing = Preset.objects.filter(pk__in=_ticked_keys(Preset, clearing)), clearing.filing
    own = ticked.filter(cycle=filing.cycle_id, department=filing.department_id)
    clearing.figures |= set(own.values_list("key", flat=True))
    ticked.delete()


def _clear_passing(clearing: Clearing) -> None:
    """Drop what only waits: files that were read, uploads that nobody finished, what a job said of itself."""
    filing, pieces = clearing.filing, exact_pieces(clearing.search)
    PendingImport.objects.filter(filing=filing).delete()
    for piece in pieces:
        PendingImport.objects.filter(content__contains=piece).delete()
        Job.objects.filter(message__contains=piece).update(message=MARK)
    for upload in EvidenceUpload.objects.filter(filing=filing):
        if clearing.place.kind == "file" or clearing.repeated(upload.name):
            transaction.on_commit(partial(store.drop_part, upload.key))
            upload.delete()


def _ticked_elsewhere(holder: Holder, clearing: Clearing) -> Iterable[Any]:
    keys = _ticked_keys(holder.model, clearing)
    others = holder.model._default_manager.exclude(**{holder.owner: clearing.filing.pk})
    return list(others.filter(pk__in=keys).order_by("pk")) if keys else []


def _ticked_keys(model: Any, clearing: Clearing) -> list[int]:
    prefix = f"{model._meta.model_name}/"
    rest = (key.removeprefix(prefix) for key in clearing.ticked if key.startswith(prefix))
    return [int(one) for one in rest if one.isascii() and one.isdigit()]
