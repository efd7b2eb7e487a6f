-- AlterTable
ALTER TABLE "account" ADD COLUMN     "date_stop_changed" TIMESTAMPTZ(3),
ADD COLUMN     "stop_changed_by" TEXT,
ADD COLUMN     "stop_reason" TEXT,
ADD COLUMN     "stopped" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "date_stop_changed" TIMESTAMPTZ(3),
ADD COLUMN     "stop_changed_by" TEXT,
ADD COLUMN     "stop_reason" TEXT,
ADD COLUMN     "stopped" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "user_account" ADD COLUMN     "date_stop_changed" TIMESTAMPTZ(3),
ADD COLUMN     "stop_changed_by" TEXT,
ADD COLUMN     "stop_reason" TEXT,
ADD COLUMN     "stopped" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "ai_applying" ADD COLUMN     "stops" INTEGER NOT NULL DEFAULT 0;

-- Few are, and they are listed and counted.
CREATE INDEX account_stopped_idx ON account (id) WHERE stopped;
CREATE INDEX api_key_stopped_idx ON api_key (id) WHERE stopped;
CREATE INDEX user_account_stopped_idx ON user_account (id) WHERE stopped;

-- How many are stopped is no decision about the switch.
DROP TRIGGER audit_change ON ai_applying;
CREATE TRIGGER audit_change AFTER UPDATE OF stopped, reason, date_changed, changed_by ON ai_applying
  FOR EACH ROW EXECUTE FUNCTION audit_change('AIApplying');

-- Runs look for stops only while there are some. What is deleted while it is stopped is counted until the next change.
CREATE FUNCTION ai_stops_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ai_applying SET stops = (SELECT count(*) FROM account WHERE stopped)
    + (SELECT count(*) FROM api_key WHERE stopped) + (SELECT count(*) FROM user_account WHERE stopped);
  RETURN NULL;
END;
$$;
CREATE TRIGGER ai_stops_changed AFTER UPDATE OF stopped ON account
  FOR EACH STATEMENT EXECUTE FUNCTION ai_stops_changed();
CREATE TRIGGER ai_stops_changed AFTER UPDATE OF stopped ON api_key
  FOR EACH STATEMENT EXECUTE FUNCTION ai_stops_changed();
CREATE TRIGGER ai_stops_changed AFTER UPDATE OF stopped ON user_account
  FOR EACH STATEMENT EXECUTE FUNCTION ai_stops_changed();
