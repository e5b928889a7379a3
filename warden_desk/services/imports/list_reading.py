"""Reading a sheet as the list of somebody who may have sent one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.imports import ColumnUse, ImportContext, ImportKind
from warden_desk.formats import columns
from warden_desk.formats.blocks import read_list
from warden_desk.formats.cells import Sheet
from warden_desk.formats.lists import SheetList
from warden_desk.services.area_names import AreaNames
from warden_desk.services.imports import about, code_lists, layouts, letters, skips
from warden_desk.services.imports.about import About
from warden_desk.services.imports.layouts import ReadList


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads lists of one kind, with what the desk knows."""

    session: Session
    kind: ImportKind
    context: ImportContext
    districts: Sequence[AreaRow]
    areas: AreaNames

    def read(self, sheet: Sheet, file_name: str, mapping: Mapping[str, int] | None) -> ReadList:
        """Read a sheet as last time if its sender is known, else by its headings.

        Raises:
            UserError: it holds no such list, or the mapping names what is not there.
        """
        found = self._found(sheet)
        uses = self._uses(found, mapping)
        said = self._said(self.context, found, file_name, uses)
        context = self.context
        layout = layouts.recall(self.session, self.kind, found.headings, said)
        if layout is not None:
            if mapping is None:
                uses = layouts.uses(layout, found.headings)
            context = layouts.applied(context, layout, said, layouts.places(found, uses))
            said = self._said(context, found, file_name, uses)
        places = layouts.places(found, uses)
        known = () if layout is None else layout.skips
        skipped = skips.without(found, context.skips, known)
        ours = layouts.without_theirs(skipped.found, uses, context)
        return ReadList(self.kind, ours, uses, said, context, places, layout, skipped.shapes)

    def _found(self, sheet: Sheet) -> SheetList:
        found = read_list(sheet, self.kind)
        if not sheet.is_letter:
            return found
        categories = code_lists.load(self.session, "category", self.context.today)
        return letters.settled(found, self.areas, categories)

    def _uses(self, found: SheetList, mapping: Mapping[str, int] | None) -> list[ColumnUse]:
        if mapping is None:
            return columns.guess(found.headings, self.kind)
        return columns.chosen(found.headings, self.kind, mapping)

    def _said(
        self,
        context: ImportContext,
        found: SheetList,
        file_name: str,
        uses: Sequence[ColumnUse],
    ) -> About:
        return about.read(context, found, file_name, uses, self.districts, self.areas)
