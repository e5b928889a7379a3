"""What was issued and printed is not taken back: the paper is out, and bears the version's number.

Undo replays SQL and knows nothing of papers, so the writer's own connection watches for it. The
print log names its version in words, as the paper itself does; the team by its key, for a team may
be renamed, and by its name only on papers of which nothing else is known.
"""

from sqlalchemy import Connection

SENTENCE = (
    "This version cannot be taken back, because a paper of it was printed and somebody may "
    "hold it. Change the week and issue the next version: it calls the old paper in."
)

_WATCH = f"""
CREATE TEMP TRIGGER _printed BEFORE UPDATE OF status ON main.deployment_sheet
WHEN old.status = 'issued' AND new.status = 'draft' AND EXISTS (
    SELECT 1 FROM main.print_log AS paper JOIN main.team ON team.id = old.team_id
    WHERE ifnull(paper.team_id = team.id, paper.team = team.name)
    AND paper.version = 'Version ' || old.version AND instr(paper.what, old.week)
)
BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
"""


def watch(connection: Connection) -> None:
    """Refuse on this connection to make a printed version a draft again."""
    connection.exec_driver_sql(_WATCH)
