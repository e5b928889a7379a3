"""Files attached to a tasking."""

import hashlib
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.formats.attached_samples import CAMERA, COMMENT, paper, photograph
from tests.tasking_desk import ACT, Patch, detail, dump, record
from warden_desk.domain.attachments import AttachmentRow
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.settings import Settings
from warden_desk.formats.attached_files import clean
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import attachments
from warden_desk.storage.database import Database
from warden_desk.storage.files import read_whole
from warden_desk.storage.tables import StoredFile

NAME = "Brookmeadow Lane photograph.jpg"


@pytest.fixture
def tasking(founded: Database, patch: Patch) -> str:
    return record(founded, patch)


def attach(database: Database, tasking_id: str, name: str, data: bytes) -> AttachmentRow:
    database.write("Attach", attachments.keep, tasking_id, clean(name, data), act=ACT)
    return database.read(attachments.rows, tasking_id)[0]


def stored(database: Database) -> int:
    def count(session: Session) -> int:
        return session.scalar(select(func.count()).select_from(StoredFile)) or 0

    return database.read(count)


def test_a_file_is_listed_logged_and_read_back_as_it_was(founded: Database, tasking: str):
    row = attach(founded, tasking, "letter.pdf", paper())

    assert (row.name, row.added_by, row.media_type) == ("letter.pdf", ACT.by, "application/pdf")
    assert row.digest == hashlib.sha256(paper()).hexdigest()
    assert founded.read(attachments.content, row.id) == (row, paper())
    assert detail(founded, tasking).entries[0].words() == (f"File attached by {ACT.by}: letter.pdf")


def test_one_content_is_kept_once_whatever_it_is_called(
    founded: Database, patch: Patch, tasking: str
):
    other = record(founded, patch)
    attach(founded, tasking, "letter.pdf", paper())
    attach(founded, other, "the same letter.pdf", paper())

    assert stored(founded) == 1


def test_the_same_file_twice_on_one_tasking_is_refused(founded: Database, tasking: str):
    attach(founded, tasking, "letter.pdf", paper())

    with pytest.raises(Invalid, match=r"already, as letter.pdf"):
        attach(founded, tasking, "copy of letter.pdf", paper())


def test_attaching_is_undone_wholly_and_done_again(founded: Database, tasking: str):
    before = dump(founded)
    _, change = founded.write("Attach", attachments.keep, tasking, clean("a.pdf", paper()), act=ACT)

    undone = founded.revert(change)

    assert dump(founded) == before
    assert stored(founded) == 0
    founded.revert(undone)
    [row] = founded.read(attachments.rows, tasking)
    assert founded.read(attachments.content, row.id)[1] == paper()


def test_a_large_file_is_not_spelt_out_in_what_undo_remembers(founded: Database, tasking: str):
    data = b"%PDF-1.7\n" + bytes(3_000_000)

    _, change = founded.write("Attach", attachments.keep, tasking, clean("scan.pdf", data), act=ACT)

    assert sum(len(str(each)) for each in change.inverse) < 10_000


def test_a_50_mb_attachment_is_refused_with_what_to_do(founded: Database, tmp_path: Path):
    path = tmp_path / "film.pdf"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    with pytest.raises(UserError, match=r"has 50 MB; at most 20 MB are kept. Send a smaller"):
        founded.read(attachments.read_file, path)


def test_the_largest_size_is_a_setting(founded: Database, tmp_path: Path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-" + bytes(1_000_001))
    assert founded.read(attachments.read_file, path).name == path.name

    founded.write("Set", desk_settings.save, Settings(attachment_megabytes=1))

    with pytest.raises(UserError, match="at most 1 MB"):
        founded.read(attachments.read_file, path)


def test_a_file_that_grows_while_it_is_read_is_refused_with_a_sentence(tmp_path: Path):
    path = tmp_path / "growing.pdf"
    path.write_bytes(b"%PDF-" + bytes(8_000_000))
    done = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not done.is_set():
                file.write(b"more")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(UserError, match="was changed while it was read"):
            _read_often(path)
    finally:
        done.set()
        writer.join()


def _read_often(path: Path) -> None:
    for _ in range(50):
        read_whole(path, 500_000_000)


def test_a_file_that_is_gone_is_refused_with_a_sentence(tmp_path: Path):
    with pytest.raises(UserError, match="cannot be read"):
        read_whole(tmp_path / "gone.pdf", 1000)


def test_removing_needs_a_reason_and_keeps_the_log(founded: Database, tasking: str):
    row = attach(founded, tasking, "letter.pdf", paper())

    with pytest.raises(Invalid, match="reason"):
        founded.write("Remove", attachments.remove, row.id, " ", act=ACT)
    founded.write("Remove", attachments.remove, row.id, "Wrong tasking", act=ACT)

    assert founded.read(attachments.rows, tasking) == ()
    assert "letter.pdf: Wrong tasking" in detail(founded, tasking).entries[0].words()
    with pytest.raises(NotFound):
        founded.read(attachments.content, row.id)
    with pytest.raises(NotFound):
        founded.write("Remove", attachments.remove, row.id, "again", act=ACT)


def test_neither_name_nor_place_nor_picture_can_be_read_in_any_file_of_the_desk(
    founded: Database, tasking: str, tmp_path: Path
):
    data = photograph(size=(200, 200))
    row = attach(founded, tasking, NAME, data)
    kept = founded.read(attachments.content, row.id)[1]
    founded.write("Remove", attachments.remove, row.id, "Hollybush reason", act=ACT)

    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 1
    sought = [
        *(NAME.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")),
        CAMERA.encode(),
        COMMENT.encode(),
        b"Exif\x00",
        b"Hollybush",
        row.digest.encode(),
        kept[:24],
        kept[-200:-160],
        data[-200:-160],
    ]
    for path in files:
        content = path.read_bytes()
        assert [one for one in sought if one in content] == [], path.name
