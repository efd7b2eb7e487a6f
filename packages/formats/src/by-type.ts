import type { ObjectType } from '@ai-sessions/contract';

/** Remembers what is worked out from a class, so that it is worked out once. */
export function byType<Made>(make: (type: ObjectType) => Made): (type: ObjectType) => Made {
  const known = new WeakMap<ObjectType, { readonly made: Made }>();
  return (type) => {
    const found = known.get(type);
    if (found) return found.made;
    const made = make(type);
    known.set(type, { made });
    return made;
  };
}
