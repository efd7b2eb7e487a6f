import {
  heededOptions,
  languageOf,
  readOptions,
  readSelection,
  selectTypes,
  standardOptions,
  typesMetadata,
  withBanner,
} from '@ai-sessions/client-code';
import { API_VERSION, type Operation } from '@ai-sessions/contract';
import {
  API,
  CODE_PAGE,
  canonicalAddress,
  type FixedAddress,
  formats,
  INDEX,
  isFixedAddress,
  LLMS,
  METADATA,
  OPERATION_PAGE,
  OPERATIONS,
  SCRIPT,
  STYLE,
  TYPES,
} from './addresses.ts';
import { indexPage } from './index-page.tsx';
import { indexMarkdown, llmsText, missingMarkdown, operationMarkdown, typesMarkdown } from './markdown.ts';
import { missingPage } from './missing-page.tsx';
import { describeOperation } from './operation-description.ts';
import { operationPage } from './operation-page.tsx';
import { enhancePage } from './page-script.ts';
import { style } from './style.ts';
import { typesPage } from './types-page.tsx';

/** A page, or something that pages need. */
export interface ReferencePage {
  /** Whether there is such a page; otherwise it lists those that there are. */
  readonly found: boolean;
  readonly mediaType: string;
  readonly text: string;
}

/** What is asked for. */
export interface ReferenceRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Whether the client would rather have Markdown. */
  readonly markdown: boolean;
}

/** The reference of an API. */
export interface Reference {
  /** The page of a request. The same page is the same object. */
  page(request: ReferenceRequest): ReferencePage;
}

const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';
const MARKDOWN = 'text/markdown; charset=utf-8';

/**
 * Makes the reference of some operations.
 *
 * @param baseUrl Address under which callers reach the service, for the samples.
 */
export function createReference(operations: readonly Operation[], baseUrl: () => string): Reference {
  const made = new Map<string, ReferencePage>();
  const indexFor = (markdown: boolean) =>
    markdown
      ? { mediaType: MARKDOWN, text: indexMarkdown(operations) }
      : { mediaType: HTML, text: indexPage(operations) };
  const fixed: Readonly<Record<FixedAddress, (markdown: boolean) => Omit<ReferencePage, 'found'>>> = {
    [INDEX]: indexFor,
    [OPERATIONS]: indexFor,
    [API]: indexFor,
    [TYPES]: (markdown) =>
      markdown
        ? { mediaType: MARKDOWN, text: typesMarkdown(baseUrl()) }
        : { mediaType: HTML, text: typesPage(baseUrl()) },
    [METADATA]: () => ({ mediaType: JSON_TYPE, text: JSON.stringify(typesMetadata(operations, baseUrl())) }),
    [STYLE]: () => ({ mediaType: 'text/css; charset=utf-8', text: style }),
    [SCRIPT]: () => ({ mediaType: 'text/javascript; charset=utf-8', text: `(${enhancePage})();\n` }),
    [LLMS]: () => ({ mediaType: 'text/plain; charset=utf-8', text: llmsText(operations) }),
  };

  /** Pages are made once: they say the same to everybody. */
  function once(key: string, make: () => ReferencePage): ReferencePage {
    const page = made.get(key) ?? make();
    made.set(key, page);
    return page;
  }

  function operationFor({ path, query, markdown }: ReferenceRequest): ReferencePage | undefined {
    const wanted = OPERATION_PAGE.exec(path)?.[1];
    const format = formats.find((name) => name === wanted);
    const name = query.get('op')?.toLowerCase();
    const operation = operations.find((one) => one.name.toLowerCase() === name);
    const slug = query.get('lang');
    const language = slug === null ? undefined : languageOf(slug);
    if (!format || !operation || (slug !== null && !language)) return undefined;
    return once(`${format} ${operation.name} ${language?.slug} ${markdown}`, () => {
      const { host } = new URL(baseUrl());
      const description = describeOperation(operation, format, host, language);
      return markdown
        ? { found: true, mediaType: MARKDOWN, text: operationMarkdown(description) }
        : { found: true, mediaType: HTML, text: operationPage(description, operation) };
    });
  }

  /** The client code of the whole API, or of the types that the query names, varied as it says. */
  function codeFor({ path, query }: ReferenceRequest): ReferencePage | undefined {
    const language = languageOf(CODE_PAGE.exec(path)?.[1] ?? '');
    if (!language) return undefined;
    // Any number of selections can be asked for: only the code that everybody asks for is kept.
    const key = query.size === 0 ? `types ${language.slug}` : undefined;
    const earlier = key === undefined ? undefined : made.get(key);
    if (earlier) return earlier;
    const selection = readSelection(query, operations);
    if (!selection.known) return undefined;
    const given = readOptions(query, heededOptions(language));
    const options = { ...standardOptions, ...given };
    const code = language.write(selectTypes(operations, selection, options), options);
    const bare = [...query.keys()].some((name) => name.toLowerCase() === 'withoutoptions');
    const source = { baseUrl: baseUrl(), version: API_VERSION };
    const text = bare ? code : withBanner(language, code, source, selection, given);
    const page = { found: true, mediaType: `${language.mediaType}; charset=utf-8`, text };
    if (key !== undefined) made.set(key, page);
    return page;
  }

  return {
    page(asked) {
      const request = { ...asked, path: canonicalAddress(asked.path) };
      const { path, markdown } = request;
      const make = isFixedAddress(path) ? fixed[path] : undefined;
      if (make) return once(`${path} ${markdown}`, () => ({ found: true, ...make(markdown) }));
      return (
        operationFor(request) ??
        codeFor(request) ??
        once(`missing ${markdown}`, () =>
          markdown
            ? { found: false, mediaType: MARKDOWN, text: missingMarkdown(operations) }
            : { found: false, mediaType: HTML, text: missingPage(operations) },
        )
      );
    },
  };
}
