/**
 * What can keep an action from being applied, as the stable codes under which a proposal is refused for it; each comes
 * with a sentence.
 *
 * - `UnknownFunction`: the catalogue has none of this name for whoever asks.
 * - `FunctionDisabled`: it is switched off.
 * - `FunctionNotAllowed`: it may not touch the account.
 * - `ForeignAccount`: an argument names another account than that of the session.
 * - `ForeignObject`: an argument names an object of another account. Who may not know of it is told `UnknownObject`.
 * - `UnknownObject`: an argument names an object that is not there.
 * - `UnresolvedObject`: whose object an argument names could not be found out for the moment.
 * - `MissingArgument`, `UnknownArgument`, `InvalidArgument`: the arguments do not fit its schema, or its own rules.
 * - `UncheckableArguments`: its schema takes too long or has no end.
 */
export const problemCodes = [
  'UnknownFunction',
  'FunctionDisabled',
  'FunctionNotAllowed',
  'ForeignAccount',
  'ForeignObject',
  'UnknownObject',
  'UnresolvedObject',
  'MissingArgument',
  'UnknownArgument',
  'InvalidArgument',
  'UncheckableArguments',
] as const;

/** One of {@link problemCodes}. */
export type ProblemCode = (typeof problemCodes)[number];
