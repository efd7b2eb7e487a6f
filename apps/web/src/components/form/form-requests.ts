import {
  ApiError,
  ChangePassword,
  type Dto,
  declaredNameOf,
  NewAccount,
  NewAIFunction,
  NewAISession,
  NewAIWebhook,
  NewApiKey,
  NewUser,
  PatchAccount,
  PatchAIFunction,
  PatchAIWebhook,
  PatchApiKey,
  PatchUser,
  parseRequest,
} from '@ai-sessions/contract';

/**
 * The requests that forms send. They are in a file of their own because pages load it after themselves: until somebody
 * sends something, a form needs none of the contract, which is larger than all that the page is otherwise made of.
 */
const formRequests = {
  ChangePassword: ChangePassword.request,
  NewAIFunction: NewAIFunction.request,
  NewAISession: NewAISession.request,
  NewAIWebhook: NewAIWebhook.request,
  NewAccount: NewAccount.request,
  NewApiKey: NewApiKey.request,
  NewUser: NewUser.request,
  PatchAIFunction: PatchAIFunction.request,
  PatchAIWebhook: PatchAIWebhook.request,
  PatchAccount: PatchAccount.request,
  PatchApiKey: PatchApiKey.request,
  PatchUser: PatchUser.request,
} as const satisfies Readonly<Record<string, Dto>>;

/** {@link formRequests}, by name. */
export type FormRequests = typeof formRequests;

/** What the service would refuse of a request, in its words: the first message about each field, by its declared name. */
export function refusalsOf(name: keyof FormRequests, request: unknown): Readonly<Record<string, string>> {
  const refusals: Record<string, string> = {};
  try {
    parseRequest(formRequests[name], request);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    for (const { fieldName, message } of error.fields) refusals[fieldName] ??= message;
  }
  return refusals;
}

/** The wire name of a field that is told of by its declared name, or of the field that it is a part of. */
export function fieldNamed(name: keyof FormRequests, declared: string): string | undefined {
  const { fields }: Dto = formRequests[name];
  const [head] = declared.split(/[.[]/);
  return Object.keys(fields).find((field) => declaredNameOf(field, fields[field]?.declaredName) === head);
}
