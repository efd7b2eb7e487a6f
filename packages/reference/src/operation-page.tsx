import { languages } from '@ai-sessions/client-code';
import type { Operation } from '@ai-sessions/contract';
import { formats, INDEX, operationAddress, TYPES } from './addresses.ts';
import { LinkedHeading } from './linked-heading.tsx';
import { type OperationDescription, STRICT } from './operation-description.ts';
import { renderPage } from './page-shell.tsx';
import { SampleBlock } from './sample-block.tsx';
import { TryForm } from './try-form.tsx';
import type { TypeTable } from './type-tables.ts';

/** The page of an operation in a format. */
export function operationPage(description: OperationDescription, operation: Operation): string {
  const {
    name,
    summary,
    access,
    agents,
    idempotencyKey,
    strict,
    routes,
    types,
    format,
    formatLabel,
    samples,
    code,
  } = description;
  const upper = format.toUpperCase();
  return renderPage(
    `${name} in ${upper}`,
    <>
      <p>
        <a href={INDEX}>&lt; All operations</a>
      </p>
      <h1>{name}</h1>
      <p className="lead">{summary}</p>
      <ul className="facts">
        {access.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {!agents && <li>Not for agents, whatever the roles of their owner</li>}
        {idempotencyKey && (
          <li>
            Safe to send again with the same <code>Idempotency-Key</code>
          </li>
        )}
        {strict && <li>{STRICT}</li>}
      </ul>
      <nav className="tabs" aria-label="Formats">
        {formats.map((other) => (
          <a
            key={other}
            href={operationAddress(other, name, code?.language.slug)}
            aria-current={other === format ? 'page' : undefined}
          >
            {other.toUpperCase()}
          </a>
        ))}
      </nav>
      <section aria-labelledby="routes">
        <LinkedHeading level={2} id="routes">
          Routes
        </LinkedHeading>
        <table>
          <thead>
            <tr>
              <th scope="col">Verb</th>
              <th scope="col">Path</th>
            </tr>
          </thead>
          <tbody>
            {routes.map(({ verbLabel, route }) => (
              <tr key={route}>
                <td>
                  <span className="verb">{verbLabel}</span>
                </td>
                <td>
                  <code>{route}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="parameters">
        <LinkedHeading level={2} id="parameters">
          Parameters
        </LinkedHeading>
        <nav className="tabs" aria-label="Languages">
          <a href={operationAddress(format, name)} aria-current={code ? undefined : 'page'}>
            Tables
          </a>
          {languages.map((language) => (
            <a
              key={language.slug}
              href={operationAddress(format, name, language.slug)}
              aria-current={code?.language === language ? 'page' : undefined}
            >
              {language.name}
            </a>
          ))}
        </nav>
        {code ? (
          <>
            <SampleBlock label={`${code.language.name} ${name} DTOs`} text={code.text} />
            <p>
              Install the client library with <code>{code.language.install}</code>. <a href={TYPES}>Types</a>{' '}
              has the code of the whole API.
            </p>
          </>
        ) : (
          types.map((table) => <TypeSection key={table.title} table={table} />)
        )}
      </section>
      <section aria-labelledby="samples">
        <LinkedHeading level={2} id="samples">
          HTTP + {formatLabel}
        </LinkedHeading>
        <p>
          To choose {upper}, end the path in <code>.{format}</code>, add <code>?format={format}</code>, or
          send it as <code>Accept</code>. The values are examples.
        </p>
        <SampleBlock label="Request" text={samples.request} />
        <SampleBlock label="Response" text={samples.response} />
      </section>
      <TryForm operation={operation} format={format} />
    </>,
  );
}

function TypeSection({ table }: { table: TypeTable }) {
  const id = `type-${table.title.replace(/\W+/g, '-')}`;
  return (
    <section aria-labelledby={id}>
      <LinkedHeading level={3} id={id}>
        {table.title} {table.kind === 'enum' ? 'Enum:' : 'Parameters:'}
      </LinkedHeading>
      <p>{table.description}</p>
      {table.kind === 'enum' ? (
        <ul>
          {table.values.map((value) => (
            <li key={value}>
              <code>{value}</code>
            </li>
          ))}
        </ul>
      ) : (
        <Members rows={table.rows} />
      )}
    </section>
  );
}

function Members({ rows }: { rows: Extract<TypeTable, { kind: 'object' }>['rows'] }) {
  if (rows.length === 0) return <p className="none">It has no members of its own.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div className="wide" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {['Name', 'Parameter', 'Data Type', 'Required', 'Description'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, wireName, place, type, required, description }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {wireName !== name && <span className="wire">{wireName}</span>}
              </th>
              <td data-label="Parameter">{place}</td>
              <td data-label="Data Type">
                <code>{type}</code>
              </td>
              <td data-label="Required">{required ? 'Yes' : 'No'}</td>
              <td>{description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
