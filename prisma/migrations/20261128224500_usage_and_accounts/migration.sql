-- AlterTable
ALTER TABLE "account" ADD COLUMN     "ancestor_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "billing_settings" JSONB,
ADD COLUMN     "logo_id" TEXT,
ADD COLUMN     "max_phone_numbers" INTEGER,
ADD COLUMN     "trust_hub_profile_sid" TEXT,
ADD COLUMN     "twilio_account_sid" TEXT,
ADD COLUMN     "twilio_auth_token" TEXT;

-- AlterTable
ALTER TABLE "user_account" ADD COLUMN     "dashboard_permissions" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "manager_access" TEXT;

-- CreateTable
CREATE TABLE "ai_usage_entry" (
    "account_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "customer_id" TEXT,
    "minutes" INTEGER NOT NULL,
    "date" TIMESTAMPTZ(3) NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ai_usage_entry_pkey" PRIMARY KEY ("account_id","external_id")
);

-- CreateTable
CREATE TABLE "ai_usage_total" (
    "period" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "minutes" BIGINT NOT NULL,

    CONSTRAINT "ai_usage_total_pkey" PRIMARY KEY ("period","account_id","customer_id")
);

-- AddForeignKey
ALTER TABLE "ai_usage_entry" ADD CONSTRAINT "ai_usage_entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Sums change often, and no index has them: with room in their page a new version needs no entry in the index.
ALTER TABLE "ai_usage_total" SET (fillfactor = 70);

-- Accounts keep their place below others, so that those above are known once for all.
CREATE FUNCTION account_ancestors() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.ancestor_ids := coalesce(
    (SELECT parent.ancestor_ids || parent.id FROM account parent WHERE parent.id = NEW.parent_account_id), '{}');
  RETURN NEW;
END;
$$;
CREATE TRIGGER ancestors BEFORE INSERT OR UPDATE OF parent_account_id ON account
  FOR EACH ROW EXECUTE FUNCTION account_ancestors();

-- What is added to entries is added to the sums of its day, its week and its month, all in UTC. In order of the key, so
-- that two who add to the same sums wait for one another and not in a circle.
CREATE FUNCTION ai_usage_add() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ai_usage_total AS t (period, account_id, customer_id, minutes)
  SELECT to_char(day, format), account_id, customer_id, sum(minutes)
  FROM (SELECT account_id, coalesce(customer_id, '') AS customer_id, (date AT TIME ZONE 'UTC')::date AS day,
               sum(minutes) AS minutes
        FROM added GROUP BY 1, 2, 3) AS by_day,
       (VALUES ('YYYY-MM-DD'), ('IYYY-"W"IW'), ('YYYY-MM')) AS formats (format)
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ON CONFLICT (period, account_id, customer_id) DO UPDATE SET minutes = t.minutes + excluded.minutes;
  RETURN NULL;
END;
$$;
CREATE TRIGGER add_to_totals AFTER INSERT ON ai_usage_entry
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ai_usage_add();

-- A mistake is corrected by another entry: sums would no longer be those of the entries.
CREATE FUNCTION ai_usage_is_final() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A usage entry is never changed.';
END;
$$;
CREATE TRIGGER ai_usage_is_final BEFORE UPDATE OR DELETE ON ai_usage_entry
  FOR EACH STATEMENT EXECUTE FUNCTION ai_usage_is_final();

-- The secret of Twilio is one too, and which accounts are above follows from the parent.
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := audit_context();
  untold text[] := ARRAY['id', 'version', 'date_created', 'date_last_modified', 'created_by', 'last_modified_by', 'date_last_used',
    'pending_actions', 'has_parts', 'date_changed', 'changed_by', 'ancestor_ids'];
  secrets text[] := ARRAY['password_hash', 'hash', 'token_hash', 'headers', 'twilio_auth_token'];
  earlier jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) - untold END;
  later jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) - untold END;
  entity_id text := CASE WHEN TG_OP = 'DELETE' THEN OLD.id ELSE NEW.id END;
BEGIN
  IF TG_ARGV[0] = 'AISession' THEN
    earlier := earlier - 'state';
    later := later - 'state';
  END IF;
  INSERT INTO audit_event (user_id, user_name, way, api_key_id, operation, entity_type, entity_id, changes, request_id, address)
  SELECT context->>'userId', coalesce(context->>'userName', 'system'), context->>'way', context->>'apiKeyId',
         coalesce(context->>'operation', 'system'), TG_ARGV[0], entity_id,
         coalesce(jsonb_object_agg(column_name, jsonb_build_array(
           CASE WHEN column_name = ANY (secrets) AND earlier->>column_name IS NOT NULL THEN '"(secret)"' ELSE earlier->column_name END,
           CASE WHEN column_name = ANY (secrets) AND later->>column_name IS NOT NULL THEN '"(secret)"' ELSE later->column_name END)
         ) FILTER (WHERE NOT blank), '{}'), context->>'requestId', context->>'address'
  FROM (SELECT column_name, TG_OP <> 'UPDATE' AND value IN ('null', '[]', '{}', 'false') AS blank
        FROM jsonb_each(CASE WHEN TG_OP = 'DELETE' THEN earlier ELSE later END) AS columns (column_name, value)
        WHERE earlier->column_name IS DISTINCT FROM later->column_name) AS changed;
  RETURN NULL;
END;
$$;

-- Accounts that are there already, from the top down.
SELECT audit_as('{"silent":true}');
WITH RECURSIVE below (id, ancestor_ids) AS (
  SELECT id, '{}'::text[] FROM account WHERE parent_account_id IS NULL
  UNION ALL
  SELECT child.id, below.ancestor_ids || below.id FROM account child JOIN below ON child.parent_account_id = below.id
)
UPDATE account SET ancestor_ids = below.ancestor_ids FROM below
WHERE account.id = below.id AND account.parent_account_id IS NOT NULL;
