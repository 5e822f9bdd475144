"""What is remembered between runs: SQLAlchemy tables, repositories, Alembic migrations."""
