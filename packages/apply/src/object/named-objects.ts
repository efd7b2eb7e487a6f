import { type AIObjectArgument, type OwnObjectKind, ownObjectKinds } from '@ai-sessions/contract';
import type { StoredFunction } from '@ai-sessions/db';
import { fillUrl } from '@ai-sessions/outbound';
import { addressValues } from '../function/address-values.ts';
import type { FunctionCall } from '../function/call.ts';
import { visibleLine } from '../function/visible-text.ts';
import type { Problem } from '../review/problem.ts';

/** An object that the arguments of an action name. */
export interface NamedObject {
  /** The argument that names it, with its place in a list of several. */
  readonly argument: string;
  /** What it is, in a word. */
  readonly kind: string;
  /** Names the object and how to find out whose it is: what was found out holds for all with the same key. */
  readonly key: string;
  readonly source:
    | { readonly kind: 'own'; readonly objectKind: OwnObjectKind; readonly id: string }
    | {
        readonly kind: 'outside';
        readonly fn: StoredFunction;
        /** Filled with the arguments. */
        readonly url: string;
        readonly accountPointer: string;
      };
}

type Call = Pick<FunctionCall, 'fn' | 'values'>;

/** The objects that an action names, and what is wrong with how it names them. */
export function namedObjects(call: Call): {
  readonly objects: readonly NamedObject[];
  readonly problems: readonly Problem[];
} {
  const found = call.fn.info.objectArguments.flatMap((declared) =>
    mentions(declared, call.values).map((mention) => objectOf(declared, mention, call)),
  );
  return {
    objects: found.flatMap((one) => ('message' in one ? [] : [one])),
    problems: found.flatMap((one) => ('message' in one ? [one] : [])),
  };
}

/** A value that names one object. */
interface Mention {
  readonly place: string;
  readonly value: unknown;
}

function mentions({ argument }: AIObjectArgument, values: Call['values']): readonly Mention[] {
  if (!Object.hasOwn(values, argument)) return [];
  const value = values[argument];
  const list: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  return list
    ? list.map((item, index) => ({ place: `${argument}.${index}`, value: item }))
    : [{ place: argument, value }];
}

function objectOf(
  { argument, kind, url: template, accountPointer = '' }: AIObjectArgument,
  { place, value }: Mention,
  { fn, values }: Call,
): NamedObject | Problem {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return unfit(place, 'must name an object by text or a number.');
  }
  if (!template) {
    const objectKind = ownObjectKinds.find((own) => own === kind);
    // Functions are stored with kinds that are known; one that is not any more lets nothing pass.
    if (!objectKind) return unfit(place, `names an object of an unknown kind (${visibleLine(kind)}).`);
    const id = String(value);
    const source = { kind: 'own', objectKind, id } as const;
    return { argument: place, kind, key: JSON.stringify([kind, id]), source };
  }
  const filled = fillUrl(template, addressValues({ ...values, [argument]: value }));
  if (!filled.ok) return unfit(place, 'cannot be looked up: its value does not fit into an address.');
  const { url } = filled;
  const source = { kind: 'outside', fn, url, accountPointer } as const;
  return { argument: place, kind, key: JSON.stringify([fn.info.id, url, accountPointer]), source };
}

function unfit(place: string, what: string): Problem {
  return { code: 'InvalidArgument', message: `'${visibleLine(place)}' ${what}` };
}
