import { SaxesParser } from 'saxes';

const NAMESPACES = 'http://www.w3.org/2000/xmlns/';

/** Whether two XML documents are the same: elements in order, texts, attributes; prefixes do not matter. */
export function sameDocument(actual: string, expected: string): boolean {
  return outline(actual) === outline(expected);
}

/** Throws for a document that is not well-formed. */
function outline(document: string): string {
  const parts: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push(JSON.stringify(text));
    text = '';
  };
  const parser = new SaxesParser({ xmlns: true, position: false });
  const addText = (part: string) => {
    text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', ({ uri, local, attributes }) => {
    flush();
    const own = Object.values(attributes).filter((attribute) => attribute.uri !== NAMESPACES);
    const names = own.map(
      (attribute) => `{${attribute.uri}}${attribute.local}=${JSON.stringify(attribute.value)}`,
    );
    parts.push(`<{${uri}}${local} ${names.sort().join(' ')}>`);
  });
  parser.on('closetag', () => {
    flush();
    parts.push('/');
  });
  parser.write(document).close();
  return parts.join('\n');
}
