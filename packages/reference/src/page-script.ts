/**
 * Runs in the reader's browser: copies samples, searches the index, and tries operations. Pages do without it. It is
 * sent as its own source text, so it uses nothing from outside of itself.
 */
export function enhancePage(): void {
  const one = <Kind extends Element>(selector: string, within: ParentNode = document): Kind | null =>
    within.querySelector<Kind>(selector);
  const all = <Kind extends Element>(selector: string, within: ParentNode = document): Kind[] =>
    Array.from(within.querySelectorAll<Kind>(selector));

  for (const button of all<HTMLButtonElement>('button.copy')) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const text = one('code', button.closest('figure') ?? document)?.textContent ?? '';
      void navigator.clipboard.writeText(text).then(() => {
        button.textContent = 'Copied';
        setTimeout(() => {
          button.textContent = 'Copy';
        }, 2_000);
      });
    });
  }

  const search = one<HTMLInputElement>('#search');
  if (search) searchIndex(search);
  const form = one<HTMLFormElement>('#try-form');
  if (form) tryOperation(form);

  function searchIndex(input: HTMLInputElement): void {
    const entries = all<HTMLElement>('.operations > li');
    const holder = input.closest('p');
    if (holder) holder.hidden = false;
    const filter = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const entry of entries) {
        const text = entry.textContent?.toLowerCase() ?? '';
        entry.hidden = !words.every((word) => text.includes(word));
        if (!entry.hidden) count++;
      }
      for (const section of all<HTMLElement>('main > section')) {
        section.hidden = !one('li:not([hidden])', section);
      }
      const found = one('#found');
      const counted = count === 1 ? '1 operation' : `${count} operations`;
      if (found) found.textContent = words.length === 0 ? '' : counted;
    };
    input.addEventListener('input', filter);
    filter();
  }

  function tryOperation(target: HTMLFormElement): void {
    const { operation = '', verb = 'GET', route = '', mediaType = '' } = target.dataset;
    const section = target.closest<HTMLElement>('section');
    if (section) section.hidden = false;

    interface Call {
      readonly path: string;
      readonly body: string | undefined;
      readonly values: Readonly<Record<string, unknown>>;
    }

    /** What a reader typed, as the type that the field has. Lists have commas between their items. */
    const typedValue = (text: string, kind: string): unknown => {
      switch (kind) {
        case 'int':
        case 'double':
          return Number.isNaN(Number(text)) ? text : Number(text);
        case 'bool':
          return text === 'true';
        case 'list':
          return text.split(',').map((item) => item.trim());
        case 'map':
          try {
            return JSON.parse(text);
          } catch {
            return text;
          }
        default:
          return text;
      }
    };

    const callOf = (): Call => {
      const values: Record<string, unknown> = {};
      const body: Record<string, unknown> = {};
      const query = new URLSearchParams();
      let path = route;
      for (const field of all<HTMLInputElement | HTMLSelectElement>('[data-place]', target)) {
        const { place, kind = 'string' } = field.dataset;
        if (place === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
        if (field.value === '') continue;
        const value = typedValue(field.value, kind);
        values[field.name] = value;
        if (place === 'query') query.set(field.name, field.value);
        if (place === 'body') body[field.name] = value;
      }
      const asked = query.toString();
      return {
        path: asked ? `${path}?${asked}` : path,
        body: verb === 'POST' || verb === 'PATCH' ? JSON.stringify(body) : undefined,
        values,
      };
    };

    const declared = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
    const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
    const literal = (value: unknown) => JSON.stringify(value);
    const sharp = (value: unknown): string =>
      Array.isArray(value) ? `[${value.map(sharp).join(', ')}]` : literal(value);
    const python = (value: unknown): string =>
      value === true ? 'True' : value === false ? 'False' : literal(value);
    const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

    const codeOf = ({ path, body, values }: Call): Readonly<Record<string, string>> => {
      const { origin } = window.location;
      const method = verb.toLowerCase();
      const given = Object.entries(values);
      const init = given.length > 0 ? literal(values) : '';
      return {
        curl: [
          `curl -X ${verb} ${quoted(origin + path)}`,
          `  -H 'Authorization: Bearer <your API key>'`,
          `  -H ${quoted(`Accept: ${mediaType}`)}`,
          ...(body === undefined ? [] : [`  -H 'Content-Type: application/json'`, `  -d ${quoted(body)}`]),
        ].join(' \\\n'),
        fetch: [
          `const answer = await fetch(${literal(origin + path)}, {`,
          `  method: '${verb}',`,
          '  headers: {',
          "    Authorization: 'Bearer ' + apiKey,",
          `    Accept: '${mediaType}',`,
          ...(body === undefined ? [] : [`    'Content-Type': 'application/json',`]),
          '  },',
          ...(body === undefined ? [] : [`  body: ${literal(body)},`]),
          '});',
        ].join('\n'),
        servicestack: [
          `const client = new JsonServiceClient(${literal(origin)});`,
          'client.bearerToken = apiKey;',
          `const answer = await client.${method}(new ${operation}(${init}));`,
        ].join('\n'),
        csharp: [
          `var client = new JsonApiClient(${literal(origin)}) { BearerToken = apiKey };`,
          `var answer = await client.${declared(method)}Async(new ${operation} {`,
          ...given.map(([name, value]) => `    ${declared(name)} = ${sharp(value)},`),
          '});',
        ].join('\n'),
        python: [
          `client = JsonServiceClient(${literal(origin)})`,
          'client.bearer_token = api_key',
          `answer = client.${method}(${operation}(${given.map(([name, value]) => `${snake(name)}=${python(value)}`).join(', ')}))`,
        ].join('\n'),
      };
    };

    const show = () => {
      for (const [name, code] of Object.entries(codeOf(callOf()))) {
        const place = one(`#call-${name} code`);
        if (place) place.textContent = code;
      }
    };
    target.addEventListener('input', show);
    show();

    target.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(callOf());
    });

    async function send({ path, body }: Call): Promise<void> {
      const status = one('#try-status');
      const answer = one<HTMLElement>('#try-answer');
      const text = one('code', answer ?? document);
      if (!status || !answer || !text) return;
      status.textContent = 'Sending …';
      try {
        const response = await fetch(path, {
          method: verb,
          headers: {
            Accept: mediaType,
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          body,
        });
        const headers = Array.from(response.headers, ([name, value]) => `${name}: ${value}`);
        const received = await response.text();
        status.textContent = `${response.status} ${response.statusText}`;
        text.textContent = [...headers, '', received].join('\n');
        answer.hidden = false;
      } catch {
        status.textContent = 'The service cannot be reached. Check your connection and try again.';
        answer.hidden = true;
      }
    }
  }
}
