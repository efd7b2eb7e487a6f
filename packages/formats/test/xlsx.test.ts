import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { AIRunRow, ExportAISessions, type ObjectType } from '@ai-sessions/contract';
import readSheets from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { workbook } from '../src/xlsx/workbook.ts';

const sessions = ExportAISessions.response.type;

async function* each(rows: readonly unknown[]) {
  yield* rows;
}

async function written(rows: readonly unknown[], item: ObjectType, rowsPerSheet?: number): Promise<Buffer> {
  return buffer(Readable.from(workbook(each(rows), item, { name: 'Rows', rowsPerSheet })));
}

/** The sheets as another library reads them. */
async function sheetsOf(rows: readonly unknown[], item: ObjectType = sessions, rowsPerSheet?: number) {
  return readSheets(await written(rows, item, rowsPerSheet), { trim: false });
}

/** The cells of the first row, by their heads. */
async function cellsOf(row: unknown, item?: ObjectType): Promise<Record<string, unknown>> {
  const [sheet] = await sheetsOf([row], item);
  const [head = [], cells = []] = sheet?.data ?? [];
  return Object.fromEntries(head.map((name, index) => [String(name), cells[index]]));
}

it('has a column for each field, and its values as what they are', async () => {
  const started = '2026-03-02T09:20:40.911Z';
  const cells = await cellsOf(
    { id: 'r1', number: 2, state: 'Applied', reviewed: true, dateStarted: started, durationMs: 96 },
    AIRunRow.type,
  );
  expect(cells).toMatchObject({ Id: 'r1', Number: 2, State: 'Applied', Reviewed: true, DurationMs: 96 });
  // A sheet counts in days, of which a millisecond is not a decimal fraction.
  expect(Math.abs(Number(cells.DateStarted) - Date.parse(started))).toBeLessThanOrEqual(1);
  expect([cells.DateEnded, cells.Purpose]).toEqual([null, null]);
});

it.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '007',
  '1e5',
  ' kept blanks ',
  'two\nlines\tand <tags> & "quotes"',
  'a carriage\rreturn',
  '_x0041_ is no escape, _X000d_ neither',
  'ünïcode 👩‍🚀 \u200b\ufeff',
])('keeps text as text, whatever it looks like: %j', async (purpose) => {
  expect((await cellsOf({ purpose })).Purpose).toBe(purpose);
});

it('writes what XML cannot say so that the file stays readable', async () => {
  expect((await cellsOf({ purpose: 'half \ud83d, none \uffff' })).Purpose).toBe('half \ufffd, none \ufffd');
});

it('cuts off a text that no cell holds, and says so in the cell', async () => {
  const purpose = '👍'.repeat(20_000);
  const cell = String((await cellsOf({ purpose })).Purpose);
  expect(cell.length).toBeLessThanOrEqual(32_767);
  expect(cell.isWellFormed()).toBe(true);
  expect(cell).toMatch(/👍 … \[cut off: the text has 40,000 characters, and a cell holds 32,767\./);
});

it('goes on in another sheet, with the same head, when one is full', async () => {
  const rows = Array.from({ length: 5 }, (_, index) => ({ id: `s${index}` }));
  const sheets = await sheetsOf(rows, sessions, 3);
  const at = sheets[0]?.data[0]?.indexOf('Id') ?? -1;
  expect(sheets.map(({ data }) => data.map((row) => row[at]))).toEqual([
    ['Id', 's0', 's1'],
    ['Id', 's2', 's3'],
    ['Id', 's4'],
  ]);
});

it('has its head when there are no rows', async () => {
  const [sheet] = await sheetsOf([]);
  expect(sheet?.data[0]).toContain('Purpose');
});

it('reads rows only as its reader takes them, and no more once that has gone', async () => {
  let read = 0;
  let ended = false;
  async function* many() {
    try {
      for (;;) yield { id: `s${read++}`, purpose: 'x'.repeat(1_000) };
    } finally {
      ended = true;
    }
  }
  const pieces = workbook(many(), sessions, { name: 'Rows' });
  while (read === 0) await pieces.next();
  await pieces.return?.();
  expect(ended).toBe(true);
  expect(read).toBeLessThan(10_000);
});
