import type { Operation } from '@ai-sessions/contract';
import { accessSentence } from './access.ts';
import { formats, operationAddress, TYPES, VIEWER } from './addresses.ts';
import { groupsOf } from './groups.ts';
import { LinkedHeading } from './linked-heading.tsx';
import { renderPage } from './page-shell.tsx';

/** All operations on one page. Without JavaScript it is a plain list; with it, the list can be searched. */
export function indexPage(operations: readonly Operation[]): string {
  return renderPage(
    'Operations',
    <>
      <h1>Operations</h1>
      <p className="lead">
        Every operation can be called in every format: choose one with the suffix of the path (
        <code>.xml</code>), <code>?format=xml</code> or the <code>Accept</code> header. They are also there as{' '}
        <a href={VIEWER}>OpenAPI</a> and as <a href={TYPES}>client code</a>.
      </p>
      <p className="search" hidden>
        <label htmlFor="search">Search</label>
        <input id="search" type="search" autoComplete="off" placeholder="Name, route or words" />
        <span id="found" role="status" />
      </p>
      {groupsOf(operations).map(({ title, operations: members }) => (
        <section key={title} aria-labelledby={anchorOf(title)}>
          <LinkedHeading level={2} id={anchorOf(title)}>
            {title}
          </LinkedHeading>
          <ul className="operations">
            {members.map((operation) => (
              <IndexEntry key={operation.name} operation={operation} />
            ))}
          </ul>
        </section>
      ))}
    </>,
  );
}

function IndexEntry({ operation }: { operation: Operation }) {
  const { name, verb, route, summary, access } = operation;
  return (
    <li id={name}>
      <div className="entry">
        <a className="name" href={operationAddress('json', name)}>
          {name}
        </a>
        <span className="route">
          <span className="verb">{verb}</span> <code>{route}</code>
        </span>
      </div>
      <p>{summary}</p>
      <p className="meta">
        <span>{accessSentence(access)}</span>
        <span className="formats">
          {formats.map((format) => (
            <a key={format} href={operationAddress(format, name)} aria-label={`${name} in ${format}`}>
              {format}
            </a>
          ))}
        </span>
      </p>
    </li>
  );
}

function anchorOf(title: string): string {
  return title.toLowerCase().replace(/\W+/g, '-');
}
