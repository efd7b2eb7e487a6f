import { type ClientLanguage, languages } from '@ai-sessions/client-code';
import { typesAddress } from './addresses.ts';
import { LinkedHeading } from './linked-heading.tsx';
import { renderPage } from './page-shell.tsx';
import { SampleBlock } from './sample-block.tsx';

/** The languages that there is client code in, with what to do in each. */
export function typesPage(baseUrl: string): string {
  return renderPage(
    'Types',
    <>
      <h1>Types</h1>
      <p className="lead">
        Every request and answer of the API as code. The page of an operation has its types alone.
      </p>
      {languages.map((language) => {
        const { slug, name, extension } = language;
        return (
          <section key={slug} aria-labelledby={slug}>
            <LinkedHeading level={2} id={slug}>
              {name}
            </LinkedHeading>
            <p>
              <a href={typesAddress(slug)}>{`dtos.${extension}`}</a>
            </p>
            <SampleBlock label={`Install ${name}`} text={downloadCommand(language, baseUrl)} />
          </section>
        );
      })}
    </>,
  );
}

/** What installs the client library of a language, and fetches the code. */
export function downloadCommand({ slug, extension, install }: ClientLanguage, baseUrl: string): string {
  return `${install}\ncurl -o dtos.${extension} ${baseUrl}${typesAddress(slug)}`;
}
