/** What comes of stopping all applying of an account. */
export const STOPPED_ACCOUNT =
  'Every run of its sessions stops before its next call, and none can be started until you resume it. Agents can still propose.';

/** What comes of letting it go on. */
export const RESUMED_ACCOUNT = 'Its sessions can be applied again.';

/** Who reads the reason. */
export const ACCOUNT_HINT = 'Everyone who wants to apply a session of the account reads it.';
