-- CreateTable
CREATE TABLE "ai_catalogue" (
    "id" TEXT NOT NULL DEFAULT 'catalogue',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ai_catalogue_pkey" PRIMARY KEY ("id")
);

-- Whoever reads it in the same statement as what functions are shown in knows whether what was made of that still holds.
INSERT INTO ai_catalogue DEFAULT VALUES;

CREATE FUNCTION ai_catalogue_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ai_catalogue SET version = version + 1;
  RETURN NULL;
END;
$$;

CREATE TRIGGER catalogue_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ai_function
  FOR EACH STATEMENT EXECUTE FUNCTION ai_catalogue_changed();
