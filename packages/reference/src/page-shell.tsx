import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { INDEX, SCRIPT, STYLE, TYPES, VIEWER } from './addresses.ts';

interface PageShellProps {
  readonly title: string;
  readonly children: ReactNode;
}

function PageShell({ title, children }: PageShellProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · AI Sessions`}</title>
        <link rel="stylesheet" href={STYLE} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <script src={SCRIPT} defer />
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to content
        </a>
        <header>
          <a className="home" href={INDEX}>
            AI Sessions
          </a>
          <nav aria-label="Documents">
            <a href={TYPES}>Types</a>
            <a href={VIEWER}>OpenAPI</a>
            <a href="/llms.txt">llms.txt</a>
            <a href="/">Sign in</a>
          </nav>
        </header>
        <main id="main">{children}</main>
      </body>
    </html>
  );
}

/** A whole page as HTML. */
export function renderPage(title: string, content: ReactNode): string {
  return `<!doctype html>\n${renderToStaticMarkup(<PageShell title={title}>{content}</PageShell>)}\n`;
}
