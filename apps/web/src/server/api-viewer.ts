import { readFileSync } from 'node:fs';
import { VIEWER } from './document-address.ts';
import { PreparedBody } from './prepared-body.ts';

/**
 * What the viewer may do. Its script comes from here and evaluates nothing. It writes style sheets and `style`
 * attributes while it runs; a nonce for them would have to differ from answer to answer, and the page could not be
 * kept by clients. Of images it draws some itself (`data:`). It has nobody to talk to but this service.
 */
export const VIEWER_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Whatever would send something elsewhere, or offers to, is off. */
const CONFIGURATION = {
  url: '/openapi.json?formats=all',
  // Calls go to where the page came from, under whatever name that is: the policy allows no other.
  servers: [{ url: '/' }],
  proxyUrl: '',
  telemetry: false,
  withDefaultFonts: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'none',
  persistAuth: false,
};

/** The viewer's page and script. */
export interface ApiViewer {
  /** The page as HTML. */
  readonly page: string;
  /** Path of the script: it names its content, so that it can be kept for ever. */
  readonly scriptPath: string;
  readonly script: PreparedBody;
}

/** Makes the viewer from the bundle that Scalar publishes for browsers. */
export function apiViewer(): ApiViewer {
  const bundle = new URL('./browser/standalone.js', import.meta.resolve('@scalar/api-reference'));
  const script = new PreparedBody(readFileSync(bundle));
  const scriptPath = `${VIEWER}/scalar-${script.etag.slice(1, -1)}.js`;
  const configuration = JSON.stringify(CONFIGURATION).replaceAll('"', '&quot;');
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>OpenAPI · AI Sessions</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml">
  </head>
  <body>
    <noscript>
      <p>This page needs JavaScript. <a href="/metadata">The reference</a> says the same without.</p>
    </noscript>
    <div id="api-reference" data-configuration="${configuration}"></div>
    <script src="${scriptPath}"></script>
  </body>
</html>
`;
  return { page, scriptPath, script };
}
