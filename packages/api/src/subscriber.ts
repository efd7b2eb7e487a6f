import { admit } from './access.ts';
import type { Context } from './context.ts';
import { appRouter } from './root.ts';

/**
 * Turns a stranger away from a subscription before it begins: once it has, the status is 200 and only the stream could
 * say so. Every other path is let through, for its procedure to decide.
 *
 * @throws ApiError `Unauthorized` or `Forbidden`
 */
export async function admitSubscriber(path: string, context: Context): Promise<void> {
  const found = path
    .split('.')
    .reduce<unknown>(
      (inner, name) => (isRecord(inner) && Object.hasOwn(inner, name) ? Reflect.get(inner, name) : undefined),
      appRouter._def.record,
    );
  if (isSubscription(found)) await context.within(() => admit(found._def.meta.operation, context));
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

type Subscription = typeof appRouter._def.record.session.watch & {
  readonly _def: { readonly meta: { readonly operation: Parameters<typeof admit>[0] } };
};

function isSubscription(value: unknown): value is Subscription {
  return (
    typeof value === 'function' &&
    '_def' in value &&
    isRecord(value._def) &&
    'type' in value._def &&
    value._def.type === 'subscription'
  );
}
