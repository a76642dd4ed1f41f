"""What Alembic runs for each migration, on the connection and in the transaction it is handed."""

from alembic import context

from acujournal.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    # Without this plugin Alembic does not look at CHECKs when it compares tables with migrations.
    autogenerate_plugins=["alembic.autogenerate.*", "alembic.ext.checkconstraint_byname"],
)
with context.begin_transaction():
    context.run_migrations()
