import type { ObjectType } from '@ai-sessions/contract';
import { XLSX } from '@ai-sessions/formats';
import { COMMON } from './answer.ts';
import type { AnswerSubject, Pieces, RestAnswer } from './message.ts';

/**
 * Writes a list of any length as a workbook. The first row is waited for, so that what fails at once is answered as a
 * failure; what fails later breaks the answer off.
 */
export async function workbookAnswer(
  rows: AsyncIterable<unknown>,
  item: ObjectType,
  { title }: AnswerSubject,
): Promise<RestAnswer> {
  // Few ask for one, so that it is loaded for the first of them.
  const { workbook } = await import('@ai-sessions/formats/xlsx');
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  let isFirst = true;
  const begun = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (!isFirst) return iterator.next();
      isFirst = false;
      return Promise.resolve(first);
    },
    async return() {
      await iterator.return?.();
      return { done: true as const, value: undefined };
    },
  };
  const pieces = workbook(begun, item, { name: title.replace(/^Export/, '') });
  const body: Pieces = {
    [Symbol.asyncIterator]: () => body,
    next: () => pieces.next(),
    async return() {
      await pieces.return?.();
      // Whoever asks for the head alone reads nothing, so that nothing of it has come to its end.
      return begun.return();
    },
  };
  return {
    status: 200,
    headers: {
      'Content-Type': XLSX,
      'Content-Disposition': `attachment;filename="${title}.xlsx"`,
      ...COMMON,
      // It is compressed in itself.
      'Cache-Control': `${COMMON['Cache-Control']}, no-transform`,
    },
    body,
  };
}
