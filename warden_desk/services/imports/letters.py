"""What a letter's items mean where only the desk's own lists can tell."""

from dataclasses import replace

from warden_desk.formats.cells import Row, cell_text
from warden_desk.formats.lists import Entry, SheetList
from warden_desk.formats.mail_text import CATEGORY, PLACE
from warden_desk.services.area_names import AreaNames
from warden_desk.services.imports.code_lists import CodeList


def settled(found: SheetList, areas: AreaNames, categories: CodeList) -> SheetList:
    """The items with place and kind the right way round: `Fly tipping – Warden` is in Warden."""
    place, kind = found.headings.index(PLACE), found.headings.index(CATEGORY)

    def turned(entry: Entry) -> Entry:
        named, said = cell_text(entry.cells[place]), cell_text(entry.cells[kind])
        is_right = areas.match(named).area is not None or not said
        if is_right or areas.match(said).area is None or categories.code(named) is None:
            return entry
        cells: Row = list(entry.cells)
        cells[place], cells[kind] = said, named
        return replace(entry, cells=cells)

    return replace(found, entries=[turned(entry) for entry in found.entries])
