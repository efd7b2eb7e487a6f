import { allMembers, type ObjectType, type TypeRef } from '@ai-sessions/contract';
import type { AnswerSubject } from './message.ts';

const FORMATS = ['json', 'xml', 'csv', 'jsv', 'jsonl'] as const;

/** Writes a DTO as a page for people: every member in a table, with links to the other formats. */
export function htmlPage(value: unknown, type: TypeRef, subject: AnswerSubject): string {
  const title = escapeHtml(subject.title);
  const links = FORMATS.map(
    (format) => `<a href="${escapeHtml(withFormat(subject.target, format))}">${format.toUpperCase()}</a>`,
  ).join(' ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · AI Sessions</title>
<style>${STYLE}</style>
</head>
<body>
<header><a class="home" href="/admin/sessions">AI Sessions</a><nav aria-label="Other formats">${links}</nav></header>
<main><h1>${title}</h1>${cell(value, type)}</main>
</body>
</html>
`;
}

function objectTable(value: unknown, type: ObjectType): string {
  const rows = allMembers(type)
    .map((member) => ({ member, inner: memberOf(value, member.wireName) }))
    .filter(({ inner }) => inner !== undefined && inner !== null)
    .map(
      ({ member, inner }) =>
        `<tr><th scope="row">${escapeHtml(member.name)}</th><td>${cell(inner, member.type)}</td></tr>`,
    )
    .join('');
  return `<table>${rows}</table>`;
}

function listTable(items: readonly unknown[], type: ObjectType): string {
  const members = allMembers(type).filter((member) =>
    items.some((item) => memberOf(item, member.wireName) !== undefined),
  );
  const head = members.map((member) => `<th scope="col">${escapeHtml(member.name)}</th>`).join('');
  const rows = items
    .map(
      (item) =>
        `<tr>${members.map((m) => `<td>${cell(memberOf(item, m.wireName), m.type)}</td>`).join('')}</tr>`,
    )
    .join('');
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function cell(value: unknown, type: TypeRef): string {
  if (value === undefined || value === null) return '';
  switch (type.kind) {
    case 'object':
      return objectTable(value, type.type);
    case 'list':
      if (!Array.isArray(value) || value.length === 0) return '<span class="none">none</span>';
      if (type.item.kind === 'object') return listTable(value, type.item.type);
      if (type.item.kind === 'list') return value.map((inner) => cell(inner, type.item)).join('');
      return escapeHtml(value.join(', '));
    case 'map':
      return escapeHtml(JSON.stringify(value));
    case 'string':
    case 'int':
    case 'double':
    case 'bool':
    case 'datetime':
    case 'enum':
      return escapeHtml(String(value));
    default:
      return type satisfies never;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** The address of the same thing in another format. */
function withFormat(target: string, format: string): string {
  const [path = '', query = ''] = target.split('?', 2);
  const kept = query.split('&').filter((pair) => pair !== '' && !/^(?:format|safe)(=|$)/i.test(pair));
  // What a person opens from here in a spreadsheet must not run there.
  const wanted = [`format=${format}`, ...(format === 'csv' ? ['safe=true'] : [])];
  return `${path.replace(/\.html$/, '')}?${[...kept, ...wanted].join('&')}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#e4e4e7,#3f3f46);--muted:light-dark(#71717a,#a1a1aa);--page:light-dark(#fafafa,#09090b);--sheet:light-dark(#fff,#18181b);--link:light-dark(#4338ca,#a5b4fc)}
*{box-sizing:border-box}
body{margin:0;background:var(--page);font:14px/1.5 ui-sans-serif,system-ui,sans-serif}
header{display:flex;gap:1rem;justify-content:space-between;align-items:center;flex-wrap:wrap;padding:.75rem 1.5rem;border-bottom:1px solid var(--line);background:var(--sheet)}
nav{display:flex;gap:.75rem}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.home{font-weight:600;color:inherit}
main{max-width:80rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.25rem;margin:0 0 1rem}
table{border-collapse:collapse;width:100%;background:var(--sheet);border:1px solid var(--line)}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem;border-bottom:1px solid var(--line);white-space:pre-wrap;overflow-wrap:anywhere}
th{font-weight:500;color:var(--muted);white-space:nowrap}
.wide{overflow-x:auto}.none{color:var(--muted)}
`.replaceAll('\n', '');
