/** What a tool makes of a saved file: where to ask again, and with which options. */
export interface SavedReference {
  readonly baseUrl: string;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Reads the comment on top of a saved file as ServiceStack's tools do (`@servicestack/cli`, `get-dtos`, the plugins of
 * editors): from `Options:` on, line by line; what stands after the address and is not switched off is sent again.
 */
export function readByTool(file: string, slug: string): SavedReference {
  const start = file.indexOf('Options:');
  if (start < 0) throw new Error('It is not a ServiceStack reference.');
  let baseUrl = '';
  const options: Record<string, string> = {};
  for (const text of file.slice(start).split('\n').slice(1)) {
    if (ENDS.some((end) => text.startsWith(end)) || (slug === 'vbnet' && text.trim() === '')) break;
    const line = text.replace(slug === 'vbnet' ? /^'/ : slug === 'zig' ? /^\/\/\/ ?/ : /^/, '');
    const colon = line.indexOf(':');
    if (line.startsWith('BaseUrl: ')) {
      baseUrl = line.slice('BaseUrl: '.length);
    } else if (baseUrl && colon > 0 && !/^(?:\/\/|'|#)/.test(line)) {
      options[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
  }
  if (!baseUrl) throw new Error('It does not say where it comes from.');
  return { baseUrl, options };
}

const ENDS = ['*/', '"""', '=end', 'const '];
