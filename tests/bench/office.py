"""Twelve team sheets, against what people do today: a spreadsheet each, made PDF by LibreOffice.

Measured where it is asked for (`--only office`) and LibreOffice is there. The spreadsheet holds the
grid alone, without the sections, so the comparison is kind to LibreOffice. What a sheet says is
gathered before: both ways need it, and it takes both as long.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import xlsxwriter

from tests.bench.harness import interleaved, medians, runs, seconds
from tests.bench.sheets import contents_of, practice_service
from warden_desk.domain.sheets import SheetContent
from warden_desk.formats.pdf.deployment_sheet import render

PATIENCE_S = 120


def measure() -> dict[str, float]:
    """Seconds for twelve sheets, both ways.

    Raises:
        RuntimeError: there is no LibreOffice on this machine.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise RuntimeError("LibreOffice is not on this machine.")
    with tempfile.TemporaryDirectory() as name, practice_service(Path(name)) as (desk, teams):
        folder, contents = Path(name), contents_of(desk, teams)

        def ours() -> None:
            for content in contents:
                render(content)

        def theirs() -> None:
            for number, content in enumerate(contents):
                book = folder / f"{number}.xlsx"
                write_grid(book, content)
                convert(office, book)

        ways = {"ours": lambda: seconds(ours), "office": lambda: seconds(theirs)}
        took = medians(interleaved(runs(1), ways))
    return {
        "office: twelve as PDF, s": took["ours"],
        "office: twelve by LibreOffice, s": took["office"],
        "office: times faster": took["office"] / took["ours"],
    }


def write_grid(path: Path, content: SheetContent) -> None:
    """People × days as a plain spreadsheet."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Who", *(day.title for day in content.days)])
        for number, person in enumerate(content.people, start=1):
            days = [
                "; ".join(" ".join((entry.code, entry.times, *entry.places)) for entry in day)
                for day in person.days
            ]
            page.write_row(number, 0, [person.name, *days])


def convert(office: str, book: Path) -> None:
    """Let LibreOffice make a PDF of it, as a script would."""
    command = [office, f"-env:UserInstallation={(book.parent / 'office').as_uri()}", "--headless"]
    convert_to = ["--convert-to", "pdf", "--outdir", str(book.parent), str(book)]
    subprocess.run([*command, *convert_to], check=True, capture_output=True, timeout=PATIENCE_S)
