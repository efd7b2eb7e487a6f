import { type AIMentionedUser, isNamed, mentionsIn } from '@ai-sessions/contract';

/** A part of a comment. */
export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'mention'; readonly text: string; readonly user: AIMentionedUser };

const LINK = /\bhttps?:\/\/[^\s<>"“”‘’]+/giu;
/** What ends a sentence rather than an address. */
const PUNCTUATION = /[.,;:!?'*_~]+$/;

/** Takes the text of a comment apart: nothing in it is markup, and only addresses of the web are links. */
export function textParts(text: string, mentioned: readonly AIMentionedUser[]): readonly TextPart[] {
  const links = Array.from(text.matchAll(LINK)).flatMap(({ index, 0: found }) => {
    const address = withoutEnd(found);
    const href = URL.canParse(address) ? new URL(address).href : undefined;
    return href === undefined ? [] : [{ start: index, end: index + address.length, href }];
  });
  const mentions = mentionsIn(text).flatMap(({ start, end, name }) => {
    const user = mentioned.find(({ emailAddress }) => isNamed(emailAddress, name));
    return user ? [{ start, end, user }] : [];
  });
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of [...links, ...mentions].sort((one, other) => one.start - other.start)) {
    // A mention inside an address is a part of that.
    if (found.start < at) continue;
    if (found.start > at) parts.push({ kind: 'text', text: text.slice(at, found.start) });
    const own = text.slice(found.start, found.end);
    parts.push(
      'href' in found
        ? { kind: 'link', text: own, href: found.href }
        : { kind: 'mention', text: own, user: found.user },
    );
    at = found.end;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}

/** An address without what follows it in a sentence: a bracket that it has not opened ends it, too. */
function withoutEnd(found: string): string {
  const address = found.replace(PUNCTUATION, '');
  const isClosed = address.endsWith(')') && count(address, ')') > count(address, '(');
  return isClosed ? withoutEnd(address.slice(0, -1)) : address;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
