-- Text is stored as it was sent, and compared in one form (NFC): a letter with a mark may be one character or two, as
-- the keyboard, or the file system of macOS, has it. Most text is in that form already, and normalize() takes many times
-- as long as a comparison, so what consists of characters only that no normalisation changes is left as it is. These
-- are, by blocks: Latin, punctuation, Cyrillic letters, kana, CJK ideographs, Hangul syllables, full-width forms, emoji.
CREATE FUNCTION nfc(text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN octet_length($1) = length($1) THEN $1
    WHEN $1 COLLATE "C" !~ '[^\u0001-\u02ff\u2010-\u2027\u20a0-\u20bf\u0400-\u0482\u048a-\u052f\u3041-\u3096\u30a1-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d\U0001f300-\U0001faff]' THEN $1
    ELSE normalize($1, NFC) END
$$;

-- Two functions whose names differ in their form only are the same to whoever reads them; the later one is told apart.
SELECT audit_as('{"userName":"system","operation":"OneUnicodeForm"}');
UPDATE ai_function f SET name = left(f.name, 160) || ' ' || f.id, version = version + 1, date_last_modified = now(), last_modified_by = 'system'
WHERE EXISTS (SELECT FROM ai_function earlier WHERE earlier.id < f.id AND nfc(earlier.name) = nfc(f.name));

-- DropIndex
DROP INDEX "ai_function_name_key";
CREATE UNIQUE INDEX "ai_function_name_nfc_key" ON "ai_function" (nfc("name"));

-- DropIndex
DROP INDEX "ai_session_purpose_idx";
CREATE INDEX "ai_session_purpose_nfc_idx" ON "ai_session" USING GIN (nfc("purpose") gin_trgm_ops);

DROP INDEX "ai_session_action_text_idx";
CREATE INDEX "ai_session_action_text_nfc_idx" ON "ai_session_action" USING GIN (nfc(function_name || ' ' || arguments) gin_trgm_ops);
