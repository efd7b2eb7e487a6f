import { languages } from '@ai-sessions/client-code';
import type { Operation } from '@ai-sessions/contract';
import { accessSentence } from './access.ts';
import { formats, INDEX, operationAddress, typesAddress } from './addresses.ts';
import { groupsOf } from './groups.ts';
import { type OperationDescription, STRICT } from './operation-description.ts';
import type { TypeTable } from './type-tables.ts';
import { downloadCommand } from './types-page.tsx';

/** The index as Markdown. */
export function indexMarkdown(operations: readonly Operation[]): string {
  const groups = groupsOf(operations).map(
    ({ title, operations: members }) => `## ${title}\n\n${members.map(entry).join('\n')}`,
  );
  return `# AI Sessions: operations\n\n${groups.join('\n\n')}\n`;
}

function entry({ name, verb, route, summary, access }: Operation): string {
  return `- [${name}](${operationAddress('json', name)}): \`${verb} ${route}\`. ${summary} ${accessSentence(access)}.`;
}

/** The page of an operation as Markdown. */
export function operationMarkdown(description: OperationDescription): string {
  const {
    name,
    summary,
    access,
    agents,
    idempotencyKey,
    strict,
    routes,
    types,
    format,
    formatLabel,
    samples,
    code,
  } = description;
  return [
    `# ${name}`,
    summary,
    [
      ...access.map((line) => `- ${line}`),
      ...(agents ? [] : ['- Not for agents, whatever the roles of their owner']),
      ...(idempotencyKey ? ['- Safe to send again with the same `Idempotency-Key`'] : []),
      ...(strict ? [`- ${STRICT}`] : []),
      ...routes.map(({ verbLabel, route }) => `- \`${verbLabel} ${route}\``),
    ].join('\n'),
    ...(code ? [fenced(code.text, code.language.extension)] : types.map(typeMarkdown)),
    `## HTTP + ${formatLabel}`,
    `Choose the format with the suffix \`.${format}\`, \`?format=${format}\` or \`Accept\`.`,
    fenced(samples.request),
    fenced(samples.response),
    '',
  ].join('\n\n');
}

function typeMarkdown(table: TypeTable): string {
  // As code, because angle brackets in a heading would be taken for HTML.
  const title = table.title.includes('<') ? `\`${table.title}\`` : table.title;
  const head = `## ${title}\n\n${table.description}`;
  if (table.kind === 'enum') return `${head}\n\n${table.values.map((value) => `- \`${value}\``).join('\n')}`;
  if (table.rows.length === 0) return head;
  const rows = table.rows.map(
    ({ name, wireName, place, type, required, description }) =>
      `| ${name} (\`${wireName}\`) | ${place} | \`${type}\` | ${required ? 'Yes' : 'No'} | ${cell(description)} |`,
  );
  const lines = [
    '| Name | Parameter | Data Type | Required | Description |',
    '| --- | --- | --- | --- | --- |',
  ];
  return `${head}\n\n${[...lines, ...rows].join('\n')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A block of code behind a fence that does not occur in it. */
function fenced(text: string, language = 'http'): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The page of all languages as Markdown. */
export function typesMarkdown(baseUrl: string): string {
  const sections = languages.map(
    (language) =>
      `## ${language.name}\n\n[dtos.${language.extension}](${typesAddress(language.slug)})\n\n${fenced(downloadCommand(language, baseUrl), 'sh')}`,
  );
  return `# AI Sessions: types\n\nEvery request and answer of the API as code.\n\n${sections.join('\n\n')}\n`;
}

/** The page that says that there is no such page, as Markdown. */
export function missingMarkdown(operations: readonly Operation[]): string {
  return `# There is no such page

The name of the operation, the format or the language is not known. [The index](${INDEX}) has all operations.

- Formats: ${formats.join(', ')}
- Languages: ${languages.map(({ slug }) => slug).join(', ')}

${operations.map(({ name }) => `- [${name}](${operationAddress('json', name)})`).join('\n')}
`;
}

/** What there is to read, for AI tools. */
export function llmsText(operations: readonly Operation[]): string {
  return `# AI Sessions

> AI agents work on customers' accounts of a voice platform. An AI session is one piece of such work: account, purpose,
> and the actions that the agent proposes. Nothing takes effect until a system administrator applies the session.

Every operation can be called over REST in ${formats.join(', ')}, or over tRPC at \`/api/trpc\`. Send an API key as
\`Authorization: Bearer\`. Failed requests have a \`responseStatus\` with a stable \`errorCode\`. Ask any page below for
\`Accept: text/markdown\`.

- [OpenAPI 3.1](/openapi.json): all operations and types, for programs
- [Operations](/metadata): all operations on one page
- [Types](/types): client code of the whole API

${groupsOf(operations)
  .map(({ title, operations: members }) => `## ${title}\n\n${members.map(entry).join('\n')}`)
  .join('\n\n')}
`;
}
