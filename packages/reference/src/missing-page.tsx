import type { Operation } from '@ai-sessions/contract';
import { formats, INDEX, operationAddress } from './addresses.ts';
import { renderPage } from './page-shell.tsx';

/** Says that there is no such page, and lists those that there are. What was asked for is not repeated. */
export function missingPage(operations: readonly Operation[]): string {
  return renderPage(
    'There is no such page',
    <>
      <h1>There is no such page</h1>
      <p className="lead">
        The name of the operation or of the format is not known. Formats are {formats.join(', ')};{' '}
        <a href={INDEX}>the index</a> has all operations.
      </p>
      <ul className="known">
        {operations.map(({ name }) => (
          <li key={name}>
            <a href={operationAddress('json', name)}>{name}</a>
          </li>
        ))}
      </ul>
    </>,
  );
}
