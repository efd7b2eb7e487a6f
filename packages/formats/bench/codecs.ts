import { AISessionInfo } from '@ai-sessions/contract';
import { JSV } from '@servicestack/client';
import { parse as csvParse } from 'csv-parse/sync';
import { stringify as csvStringify } from 'csv-stringify/sync';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import papaparse from 'papaparse';
import { codecs, type WireType } from '../src/index.ts';

/**
 * Prints how fast each codec writes and reads sessions, next to the best peers on npm: `npx tsx bench/codecs.ts`.
 * Figures are the best of several rounds, in MB of text per second. Peers know no types: they are faster where
 * they check less, and they are named so that the price of the checks can be seen.
 */
const ROUNDS = 7;
const SECONDS_A_ROUND = 0.25;
const MEGABYTE = 1e6;

const item: WireType = { kind: 'object', type: AISessionInfo.type };
const list: WireType = { kind: 'list', item };

/** Sessions as they are in life; every tenth purpose has signs that must be quoted or escaped. */
function sessions(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    accountId: `019dc3ef-11aa-7d02-8c55-${String(index).padStart(12, '0')}`,
    accountName: `Northwind Dental ${index % 97}`,
    purpose:
      index % 10 === 0
        ? `Review "billing", then\nrenew <b>n\u00ba ${index}</b> & report`
        : `Review the billing settings and the number pool before renewal ${index}`,
    id: `019dc3f0-5a7e-7c31-9b0e-${String(index).padStart(12, '0')}`,
    dateCreated: '2026-03-02T09:14:05.120Z',
    dateLastModified: '2026-03-02T09:20:41.007Z',
    createdBy: 'mara.lindqvist@example.com',
    lastModifiedBy: 'mara.lindqvist@example.com',
  }));
}

function bestSeconds(action: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    let runs = 0;
    const start = performance.now();
    let elapsed = 0;
    do {
      action();
      runs++;
      elapsed = performance.now() - start;
    } while (elapsed < SECONDS_A_ROUND * 1_000);
    best = Math.min(best, elapsed / 1_000 / runs);
  }
  return best;
}

/** Writing ends with bytes, as on the wire: strings that were only joined in name are joined there. */
function report(subject: string, text: string, write: () => string, read?: () => unknown) {
  const size = Buffer.byteLength(text) / MEGABYTE;
  const rate = (action: (() => unknown) | undefined) =>
    action ? `${(size / bestSeconds(action)).toFixed(0)} MB/s` : '-';
  console.log(
    `${subject.padEnd(34)} ${rate(() => Buffer.from(write())).padStart(10)} ${rate(read).padStart(10)}`,
  );
}

function heading(text: string): void {
  console.log(`\n${text.padEnd(34)} ${'write'.padStart(10)} ${'read'.padStart(10)}`);
}

for (const count of [25, 5_000]) {
  const values = sessions(count);
  heading(`${count} sessions`);
  for (const codec of Object.values(codecs)) {
    const text = codec.encode(values, list);
    const rows = () => {
      const { header, row, end } = codec.rows(item);
      let text = header;
      for (const value of values) text += row(value);
      return text + end;
    };
    report(
      codec.name,
      text,
      () => codec.encode(values, list),
      () => codec.decode(text, list),
    );
    report(`${codec.name}, row by row`, text, rows);
  }

  const jsonText = JSON.stringify(values);
  report(
    'JSON of the platform',
    jsonText,
    () => JSON.stringify(values),
    () => JSON.parse(jsonText),
  );

  const jsvText = codecs.jsv.encode(values, list);
  report('JSV of @servicestack/client', jsvText, () => String(JSV.stringify(values)));

  const csvText = codecs.csv.encode(values, list);
  report(
    'papaparse',
    csvText,
    () => papaparse.unparse(values),
    () => papaparse.parse(csvText, { header: true }),
  );
  report(
    'csv-stringify, csv-parse',
    csvText,
    () => csvStringify(values, { header: true }),
    () => csvParse(csvText, { columns: true }),
  );

  const xmlText = codecs.xml.encode(values, list);
  const builder = new XMLBuilder({});
  const parser = new XMLParser({ parseTagValue: false });
  report(
    'fast-xml-parser',
    xmlText,
    () => String(builder.build({ ArrayOfAISessionInfo: { AISessionInfo: values } })),
    () => parser.parse(xmlText),
  );
}
