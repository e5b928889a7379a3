"""Whose team a printed paper is, by its key: a team is found again after it was renamed."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("print_log", sa.Column("team_id", sa.String(), nullable=True))
    paper = sa.table("print_log", sa.column("team"), sa.column("team_id"))
    team = sa.table("team", sa.column("id"), sa.column("name"))
    named = sa.select(team.c.id).where(team.c.name == paper.c.team).scalar_subquery()
    op.execute(sa.update(paper).where(paper.c.team != "").values(team_id=named))
