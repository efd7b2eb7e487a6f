import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import type { DecodeOptions } from '../codec.ts';
import { DecodeError, positionAt } from '../decode-error.ts';
import { DEPTH_LIMIT } from '../limits.ts';
import type { WireType } from '../wire-type.ts';
import { type Frame, frameOf, type Reading } from './frames.ts';
import { documentName, INSTANCE } from './names.ts';

const BLANKS = /\s*/y;
/** What may stand before the document element, by start and end. */
const PROLOG_PARTS = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;
const ENCODINGS = new Set(['utf-8', 'us-ascii']);

/**
 * Reads an XML document as a value of a type. Document types and processing instructions are refused, document
 * types before anything is parsed; there are no entities but the five of XML and character references.
 *
 * @throws DecodeError with the position up to which the document makes sense.
 */
export function decodeXml(text: string, type: WireType, options: DecodeOptions): unknown {
  refuseDoctype(text);
  return new XmlReader(text, type, options).read();
}

function refuseDoctype(text: string): void {
  let index = 0;
  for (;;) {
    BLANKS.lastIndex = index;
    BLANKS.test(text);
    index = BLANKS.lastIndex;
    const part = PROLOG_PARTS.find(([start]) => text.startsWith(start, index));
    if (!part) break;
    const end = text.indexOf(part[1], index + part[0].length);
    if (end < 0) return;
    index = end + part[1].length;
  }
  if (text.startsWith('<!', index)) {
    const position = positionAt(text, index);
    throw new DecodeError('A document type is not allowed. Leave it out.', { position });
  }
}

class XmlReader implements Reading {
  readonly options: DecodeOptions;
  private readonly text: string;
  private readonly type: WireType;
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly open: Frame[] = [];
  /** Open elements that are being passed over. */
  private passing = 0;
  private result: unknown = null;

  constructor(text: string, type: WireType, options: DecodeOptions) {
    this.text = text;
    this.type = type;
    this.options = options;
    this.parser.on('error', () => this.fail('The XML is not well-formed.'));
    this.parser.on('doctype', () => this.fail('A document type is not allowed. Leave it out.'));
    this.parser.on('processinginstruction', () => this.fail('A processing instruction is not allowed.'));
    this.parser.on('xmldecl', ({ version, encoding }) => this.checkDeclaration(version, encoding));
    this.parser.on('opentag', (tag) => this.enter(tag));
    this.parser.on('closetag', () => this.leave());
    this.parser.on('text', (part) => this.addText(part));
    this.parser.on('cdata', (part) => this.addText(part));
  }

  read(): unknown {
    this.parser.write(this.text).close();
    return this.result;
  }

  fail(reason: string, path?: string): never {
    const position = { line: this.parser.line, column: Math.max(this.parser.columnIndex, 1) };
    throw new DecodeError(reason, { path: path || undefined, position });
  }

  private checkDeclaration(version: string | undefined, encoding: string | undefined): void {
    if (version !== undefined && version !== '1.0') this.fail('The version of XML must be 1.0.');
    if (encoding !== undefined && !ENCODINGS.has(encoding.toLowerCase()))
      this.fail('The encoding must be utf-8.');
  }

  private enter(tag: SaxesTagNS): void {
    if (this.open.length + this.passing >= DEPTH_LIMIT)
      this.fail(`Nesting is deeper than ${DEPTH_LIMIT} levels.`);
    if (this.passing === 0) for (const name of ownAttributes(tag)) this.options.onUnknown?.(name);
    const top = this.open.at(-1);
    const frame =
      this.passing > 0 ? undefined : top ? top.child(tag.local, tag.uri, isNil(tag)) : this.begin(tag);
    if (frame) this.open.push(frame);
    else this.passing++;
  }

  private begin(tag: SaxesTagNS): Frame {
    const { local, namespace } = documentName(this.type);
    if (tag.local !== local || tag.uri !== namespace) {
      this.fail(`The document element must be ${local} in the namespace ${namespace}.`);
    }
    return frameOf(this, this.type, '', isNil(tag), (value) => {
      this.result = value;
    });
  }

  private leave(): void {
    if (this.passing > 0) this.passing--;
    else this.open.pop()?.end();
  }

  private addText(part: string): void {
    if (this.passing === 0) this.open.at(-1)?.text(part);
  }
}

/** Attributes in no namespace: members are elements, so that these say nothing. */
function ownAttributes(tag: SaxesTagNS): readonly string[] {
  return Object.values<SaxesAttributeNS>(tag.attributes)
    .filter(({ uri }) => uri === '')
    .map(({ local }) => local);
}

function isNil(tag: SaxesTagNS): boolean {
  return Object.values<SaxesAttributeNS>(tag.attributes).some(
    ({ uri, local, value }) =>
      uri === INSTANCE && local === 'nil' && (value.trim() === 'true' || value.trim() === '1'),
  );
}
