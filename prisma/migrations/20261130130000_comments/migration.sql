-- CreateTable
CREATE TABLE "ai_session_comment" (
    "id" TEXT NOT NULL DEFAULT uuid_v7(),
    "session_id" TEXT NOT NULL,
    "action_id" TEXT,
    "text" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "mentioned_user_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_last_modified" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "last_modified_by" TEXT NOT NULL,

    CONSTRAINT "ai_session_comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_mention" (
    "comment_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "date_created" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "date_seen" TIMESTAMPTZ(3),
    "date_mailed" TIMESTAMPTZ(3),

    CONSTRAINT "ai_mention_pkey" PRIMARY KEY ("comment_id","user_id")
);

-- CreateIndex
CREATE INDEX "ai_session_comment_session_id_id_idx" ON "ai_session_comment"("session_id", "id");

-- CreateIndex
CREATE INDEX "ai_mention_user_id_date_seen_comment_id_idx" ON "ai_mention"("user_id", "date_seen", "comment_id");

-- AddForeignKey
ALTER TABLE "ai_session_comment" ADD CONSTRAINT "ai_session_comment_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "ai_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ai_mention" ADD CONSTRAINT "ai_mention_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "ai_session_comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ai_mention" ADD CONSTRAINT "ai_mention_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "ai_webhook_event" ADD COLUMN     "comment" JSONB;

-- What those who follow a session and receivers of its events get of a comment.
CREATE FUNCTION ai_comment_facts(c ai_session_comment) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object('id', c.id, 'actionId', c.action_id, 'text', c.text, 'mentions', coalesce((
    SELECT jsonb_agg(jsonb_build_object('userId', u.id, 'emailAddress', u.email_address,
      'name', nullif(concat_ws(' ', nullif(u.first_name, ''), nullif(u.last_name, '')), '')) ORDER BY mentioned.place)
    FROM unnest(c.mentioned_user_ids) WITH ORDINALITY AS mentioned (id, place) JOIN user_account u ON u.id = mentioned.id
  ), '[]')))
$$;

-- Whoever is mentioned is told, unless they said it themselves; whoever no longer is, is not. The version of the session
-- stays: what was reviewed of it did not change.
CREATE FUNCTION ai_session_comment_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  context jsonb;
BEGIN
  -- What goes with its session needs no telling: cascades run inside a trigger of their own.
  IF pg_trigger_depth() > 1 THEN
    RETURN NULL;
  END IF;
  context := audit_context();
  IF TG_OP <> 'DELETE' THEN
    DELETE FROM ai_mention WHERE comment_id = NEW.id AND user_id <> ALL (NEW.mentioned_user_ids);
    INSERT INTO ai_mention (comment_id, user_id)
    SELECT NEW.id, u.id FROM user_account u WHERE u.id = ANY (NEW.mentioned_user_ids) AND u.id <> NEW.author_id
    ON CONFLICT DO NOTHING;
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO ai_webhook_event (type, session_id, account_id, version, by, comment)
    SELECT 'comment.added', s.id, s.account_id, s.version, NEW.created_by, ai_comment_facts(NEW) FROM ai_session s
    WHERE s.id = NEW.session_id
      AND EXISTS (SELECT FROM ai_webhook w WHERE ai_webhook_tells(w, 'comment.added', s.account_id));
  END IF;
  IF NOT context ? 'silent' THEN
    PERFORM audit_write(context, 'AISession', coalesce(NEW.session_id, OLD.session_id), jsonb_build_object('comment',
      jsonb_build_array(
        CASE WHEN TG_OP <> 'INSERT' THEN jsonb_strip_nulls(jsonb_build_object('id', OLD.id, 'actionId', OLD.action_id, 'text', OLD.text)) END,
        CASE WHEN TG_OP <> 'DELETE' THEN jsonb_strip_nulls(jsonb_build_object('id', NEW.id, 'actionId', NEW.action_id, 'text', NEW.text)) END)));
  END IF;
  PERFORM pg_notify('ai_session', coalesce(NEW.session_id, OLD.session_id));
  RETURN NULL;
END;
$$;
CREATE TRIGGER tell_of_change AFTER INSERT OR UPDATE OR DELETE ON ai_session_comment
  FOR EACH ROW EXECUTE FUNCTION ai_session_comment_changed();
