-- AlterTable
ALTER TABLE "agent_grant" ADD COLUMN     "date_stop_changed" TIMESTAMPTZ(3),
ADD COLUMN     "stop_changed_by" TEXT,
ADD COLUMN     "stop_reason" TEXT,
ADD COLUMN     "stopped" BOOLEAN NOT NULL DEFAULT false;

-- Few are, and they are listed and counted.
CREATE INDEX agent_grant_stopped_idx ON agent_grant (id) WHERE stopped;

CREATE OR REPLACE FUNCTION ai_stops_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ai_applying SET stops = (SELECT count(*) FROM account WHERE stopped)
    + (SELECT count(*) FROM api_key WHERE stopped) + (SELECT count(*) FROM agent_grant WHERE stopped)
    + (SELECT count(*) FROM user_account WHERE stopped);
  RETURN NULL;
END;
$$;
CREATE TRIGGER ai_stops_changed AFTER UPDATE OF stopped ON agent_grant
  FOR EACH STATEMENT EXECUTE FUNCTION ai_stops_changed();
