"""A CSU's pack as a workbook, in the columns its own list came with."""

from warden_desk.domain.return_packs import ReturnContent
from warden_desk.formats import text_workbook
from warden_desk.formats.pdf.style import safe_name
from warden_desk.formats.text_workbook import TextSheet


def render(content: ReturnContent) -> bytes:
    """The pack, its marking above and below the rows and on every printed page."""
    practice = "PRACTICE DATA. " if content.imprint.is_practice else ""
    title = f"{practice}{content.imprint.service}: {content.title}. {content.occasion}"
    return text_workbook.render(
        TextSheet(
            name="Results",
            title=content.title,
            service=content.imprint.service,
            marking=content.marking,
            above=(content.marking, title),
            headings=[column.heading for column in content.layout],
            rows=[content.row(item) for item in content.items],
            below=(content.marking,),
        )
    )


def file_name(content: ReturnContent) -> str:
    """Without anybody's name: "results_ashford-csu_2026-11-24.xlsx"."""
    name = safe_name("results", content.csu, content.day.isoformat())
    return name.removesuffix(".pdf") + text_workbook.SUFFIX
