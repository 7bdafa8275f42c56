"""What a racing process runs besides: acts on the ledger of what is to be mended."""

from typing import Any

from evaluations.models import Filing, RectificationItem
from evaluations.services import rectification
from tests.evaluations.races import racing

RACER = "from tests.evaluations.races import racing_after\nracing_after.main()"


def without_item_lock() -> None:
    """Read an item without holding it, and wait until everybody has read."""

    def hold_item(item_id: int) -> RectificationItem:
        found = RectificationItem.objects.select_related("filing").get(pk=item_id)
        racing.barrier()
        return found

    rectification.hold_item = hold_item


def act(name: str, user: Any, target: Filing, words: dict[str, Any]) -> dict[str, Any]:
    item = target.rectifications.get(number=words["number"])
    if name == "close":
        done = rectification.close(actor=user, item=item, version=words["version"])
    else:
        done = rectification.mend_further(actor=user, item=item, version=words["version"], words="再改。")
    return {"state": done.state}


def main() -> None:
    racing.act = act
    racing.GUARDS["item"] = without_item_lock
    racing.main()
