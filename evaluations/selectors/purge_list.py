"""What a person is shown before something is cleared: what goes anyhow, what he decides, what he has to look at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from evaluations.models import Evidence, Filing
from rubrics.models import RubricDocument
from rubrics.scoring import address as addresses
from rubrics.scoring.reading.answers import Flat, FlatRow
from rubrics.selectors.programs import document_for

from .elsewhere import OtherPlace, found_in_other_places, found_in_other_words
from .kept_files import KEEPERS, bytes_are_there
from .occurrences import Occurrence, Search, found_in_words, in_context, is_unsent, key_of
from .place_texts import frozen_texts, texts_by_place
from .places import place_title
from .snapshots import frozen, latest_snapshot
from .sought import Sought

PLACE, BYTES = "place:", "bytes:"
"""What the keys of other places, and of the bytes of files, begin with."""
UNSENT_FILE = "没有报送的佐证文件"


@dataclass(frozen=True, slots=True)
class PurgeList:
    """`sure` goes with the place; of `maybe`, `places` and `files` what is ticked; `elsewhere` is cleared there."""

    sure: tuple[Occurrence, ...]
    maybe: tuple[Occurrence, ...]
    places: tuple[Occurrence, ...]
    files: tuple[Occurrence, ...]
    elsewhere: tuple[OtherPlace, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of everything that a person decides."""
        return tuple(one.key for one in (*self.maybe, *self.places, *self.files))


def search_for(
    filing: Filing, where: str, words: Iterable[str] = (), texts: Mapping[str, set[str]] | None = None
) -> Search:
    """Return what to look for when a place is cleared: all that stood there, and words that somebody named."""
    found = texts_by_place(filing) if texts is None else texts
    known = RubricDocument.objects.get(pk=filing.version.document_id).body
    return Search(filing, where, Sought(found.get(where, ()), words, known))


def purge_list(filing: Filing, where: str, words: Iterable[str] = ()) -> PurgeList:
    """Return where else it stands."""
    texts = texts_by_place(filing)
    search = search_for(filing, where, words, texts)
    if not texts.get(where):
        return PurgeList((), (), (), (), ())
    own, places = _own(search), tuple(_other_places(search, texts))
    named = {one.key for one in places}
    return PurgeList(
        sure=tuple(one for one in own if one.sure),
        maybe=(*(one for one in own if not one.sure), *found_in_other_words(search)),
        places=places,
        files=tuple(one for one in _files(filing, where) if one.key not in named),
        elsewhere=tuple(found_in_other_places(search)),
    )


def _own(search: Search) -> list[Occurrence]:
    """Return where it stands in the filing's words; of a filing that was never sent only that it does."""
    found = found_in_words(search)
    if search.filing.snapshots.exists():
        return found
    return [replace(one, before="", found="", after="") for one in found]


def titles_of(filing: Filing, places: Iterable[str]) -> dict[str, str]:
    """Return what places are called, rows and files by what was sent of them."""
    sent = latest_snapshot(filing)
    flat = _with_rows(filing, frozen(sent).flat if sent else Flat({}))
    document = document_for(filing.version)
    names = _sent_names(filing)
    return {
        where: names.get(where, UNSENT_FILE) if is_file(where) else place_title(document, flat, where)
        for where in places
    }


def _with_rows(filing: Filing, flat: Flat) -> Flat:
    """Return what was sent with the rows that were not: they have a number and no name."""
    rows = {table: list(found) for table, found in flat.rows.items()}
    known = {(table, row.key) for table, found in rows.items() for row in found}
    held = filing.table_rows.filter(deleted_at__isnull=True).values_list("table", "key")
    for table, key in held:
        if (table, key) not in known:
            rows.setdefault(table, []).append(FlatRow(key, {}))
    return replace(flat, rows={table: tuple(found) for table, found in rows.items()})


def is_file(where: str) -> bool:
    """Say whether an address is a file's."""
    return where.startswith("file:")


def still_there(search: Search) -> list[str]:
    """Return the other places of a filing that surely say the same, or hold a word that was named."""
    return [where for where, texts in texts_by_place(search.filing).items() if _says(search, where, texts)]


def _other_places(search: Search, texts: Mapping[str, set[str]]) -> Iterator[Occurrence]:
    """Yield them with the words around it as far as those were sent."""
    found = [where for where, said in texts.items() if _says(search, where, said)]
    titles, sent = titles_of(search.filing, found), {text for _, text in frozen_texts(search.filing)}
    for where in found:
        one = Occurrence(f"{PLACE}{where}", titles[where])
        shown = sorted(text for text in texts[where] & sent if _repeats(search, text) and not is_file(where))
        yield in_context(one, shown[0], search.sought.at(shown[0])) if shown else one


def _says(search: Search, where: str, texts: Iterable[str]) -> bool:
    return where != search.where and any(_repeats(search, text) for text in texts)


def _repeats(search: Search, text: str) -> bool:
    return search.sought.sure(text) or search.sought.named(text)


def _files(filing: Filing, where: str) -> Iterator[Occurrence]:
    """Yield every file of a filing whose bytes are there: nobody can look into them but a person."""
    for model, owner in KEEPERS.items():
        for row in (
            [] if model is Evidence else model._default_manager.filter(**{owner: filing.pk}, purged=None)
        ):
            if bytes_are_there(row):
                name = "" if is_unsent(filing, row) else row.name
                yield Occurrence(f"{BYTES}{key_of(row)}", f"{model._meta.verbose_name} {name}".strip())
    kept = [addresses.file(key) for key in filing.evidence.filter(stored=True).values_list("key", flat=True)]
    for place, title in titles_of(filing, kept).items():
        if place != where:
            yield Occurrence(f"{PLACE}{place}", f"佐证材料 {title}")


def _sent_names(filing: Filing) -> dict[str, str]:
    names: dict[str, str] = {}
    for snapshot in filing.snapshots.order_by("seq"):
        names |= {addresses.file(one["key"]): one["name"] for one in frozen(snapshot).evidence}
    return names
