/** What stands in a backup without secrets for a table that holds some. */
type LeftOut =
  /** None of its rows. */
  | 'rows'
  /** SQL for the columns that are not as they are stored. */
  | Readonly<Record<string, string>>;

/**
 * Secrets by table, hashes of secrets among them: a hash of a password can be tried out, and whoever can write into a
 * database can sign in with what was copied from another one. A test finds columns that look like a secret and are not
 * named here.
 *
 * What is left keeps its meaning: a key that was stopped still stops what it has proposed, a function keeps the names of
 * its headers, and neither calls anybody without them.
 */
export const LEFT_OUT: Readonly<Record<string, LeftOut>> = {
  account: { twilio_auth_token: 'NULL' },
  // Those of the authorization server inside this service: without its records and keys nobody can use them.
  agent_grant: {
    date_revoked:
      'CASE WHEN issuer IS NULL THEN coalesce(date_revoked, CURRENT_TIMESTAMP(3)) ELSE date_revoked END',
  },
  // What cannot be opened is refused before a call.
  ai_function: {
    headers: "(SELECT coalesce(jsonb_object_agg(name, ''), '{}') FROM jsonb_object_keys(headers) AS name)",
  },
  ai_webhook: { secret: "''", earlier_secret: 'NULL', earlier_secret_until: 'NULL' },
  // No key has such a hash: it is longer than SHA-256.
  api_key: {
    hash: "convert_to('left out of the backup: ' || id, 'UTF8')",
    date_revoked: 'coalesce(date_revoked, CURRENT_TIMESTAMP(3))',
  },
  // What was signed with it can still be checked; another one signs from then on.
  audit_signing_key: { private_key: "''" },
  browser_session: 'rows',
  oauth_record: 'rows',
  oauth_signing_key: 'rows',
  password_recovery: 'rows',
  // Hashes of names that were typed, and people type passwords into the wrong field.
  sign_in_throttle: 'rows',
  user_account: { password_hash: 'NULL' },
};
