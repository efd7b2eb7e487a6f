export { addressValues } from './function/address-values.ts';
export { argumentsHash } from './function/arguments-hash.ts';
export { builtIn } from './function/built-in.ts';
export type { FunctionCall, FunctionCaller } from './function/call.ts';
export { canonicalJson } from './function/canonical.ts';
export { schemaProblem } from './function/parameters.ts';
export { titleArguments } from './function/title.ts';
export { visibleText } from './function/visible-text.ts';
export { isJsonPointer } from './object/json-pointer.ts';
export { type NamedObject, namedObjects } from './object/named-objects.ts';
export { knowsNothing, type MayKnow, objectProblems } from './object/object-problems.ts';
export { createObjectResolver } from './object/object-resolver.ts';
export type { Owner, Owners } from './object/owner.ts';
export {
  asksForAcceptance,
  awaitingAcceptance,
  carriedOutNow,
  confirmationFor,
  demandsOf,
  doesTheSame,
  functionDigest,
  lackOfAcceptance,
  type ReviewerRefusal,
  whyNotAccept,
  whyNotJudge,
} from './review/demands.ts';
export { type DescribedSession, describeSession } from './review/describe.ts';
export { digestOf } from './review/digest.ts';
export type { Problem } from './review/problem.ts';
export { reviewSession } from './review/review.ts';
export { createReviewMemory, type ReviewMemory } from './review/review-memory.ts';
export { problemsOf, runnable } from './review/verdict.ts';
export { type Applier, createApplier } from './run/applier.ts';
export { planRun } from './run/plan.ts';
