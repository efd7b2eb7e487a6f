import { languages } from '@ai-sessions/client-code';
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
        {`The name of the operation, the format or the language is not known. Formats are ${formats.join(', ')}, `}
        {`languages ${languages.map(({ slug }) => slug).join(', ')}. `}
        <a href={INDEX}>The index</a> has all operations.
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
