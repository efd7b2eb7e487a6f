import { allMembers, type TypeRef } from '@ai-sessions/contract';
import { codecs, type FormField } from '@ai-sessions/formats';
import { type DateHandler, dateHandlers, writeInstant } from './date-handler.ts';

/** Ways to write member names. */
type Casing = 'camel' | 'pascal' | 'snake';

/** How one answer in JSON or JSV differs from the usual: ServiceStack's `?jsconfig=`. */
export interface JsConfig {
  /** Write members that are null. */
  readonly nulls: boolean;
  /** Leave out members that are 0 or false. */
  readonly withoutDefaults: boolean;
  readonly names: Casing;
  /** How instants are written. */
  readonly dates: DateHandler;
  /** Add the offset of UTC to milliseconds in `/Date(…)/`. */
  readonly utcOffset: boolean;
  /** Write members of enumerations by their number. */
  readonly enumNumbers: boolean;
  /** JSON in ASCII: other characters are escaped. */
  readonly ascii: boolean;
  /** JSON that HTML takes for text: its special characters are escaped. */
  readonly escapedHtml: boolean;
  /** JSON over several lines. */
  readonly indented: boolean;
}

type Setting = (config: JsConfig, on: boolean, value: string) => JsConfig;

const names = (casing: Casing) => (config: JsConfig, on: boolean) =>
  on ? { ...config, names: casing } : config;

const settings: Readonly<Record<string, Setting>> = Object.fromEntries(
  (
    [
      ['includenullvalues', 'inv', (config, on) => ({ ...config, nulls: on })],
      ['excludedefaultvalues', 'edv', (config, on) => ({ ...config, withoutDefaults: on })],
      ['emitcamelcasenames', 'eccn', names('camel')],
      ['emitpascalcasenames', 'epcn', names('pascal')],
      ['emitlowercaseunderscorenames', 'elun', names('snake')],
      ['textcase', 'tc', (config, _, value) => ({ ...config, names: casings[value] ?? config.names })],
      [
        'datehandler',
        'dh',
        (config, _, value) => ({ ...config, dates: dateHandlers[value] ?? config.dates }),
      ],
      ['appendutcoffset', 'auo', (config, on) => ({ ...config, utcOffset: on })],
      ['treatenumasinteger', 'teai', (config, on) => ({ ...config, enumNumbers: on })],
      ['escapeunicode', 'eu', (config, on) => ({ ...config, ascii: on })],
      ['escapehtmlchars', 'ehc', (config, on) => ({ ...config, escapedHtml: on })],
      ['indent', 'i', (config, on) => ({ ...config, indented: on })],
    ] as const satisfies readonly (readonly [string, string, Setting])[]
  ).flatMap(([long, short, setting]) => [
    [long, setting],
    [short, setting],
  ]),
);

const casings: Readonly<Record<string, Casing>> = {
  camelcase: 'camel',
  pascalcase: 'pascal',
  snakecase: 'snake',
};

const DEFAULTS: JsConfig = {
  nulls: false,
  withoutDefaults: false,
  names: 'camel',
  dates: 'asText',
  utcOffset: false,
  enumNumbers: false,
  ascii: false,
  escapedHtml: false,
  indented: false,
};

/**
 * Reads `?jsconfig=`: settings with commas between them, each a name or `name:value`, in any case. A setting is on
 * unless its value is `false` or `0`. Settings that mean nothing here are passed over.
 */
export function jsConfigOf(query: readonly FormField[]): JsConfig | undefined {
  const given = query.find(({ name }) => name.toLowerCase() === 'jsconfig')?.value;
  if (!given) return undefined;
  return given
    .toLowerCase()
    .split(',')
    .reduce<JsConfig>((config, entry) => {
      const [name = '', value = 'true'] = entry.trim().split(':');
      const on = value !== 'false' && value !== '0';
      return Object.hasOwn(settings, name) ? (settings[name]?.(config, on, value) ?? config) : config;
    }, DEFAULTS);
}

/** Writes a value as the configuration says. */
export function writeConfigured(
  format: 'json' | 'jsv',
  value: unknown,
  type: TypeRef,
  config: JsConfig,
): string {
  const shaped = shape(value, type, config);
  return format === 'json'
    ? escaped(JSON.stringify(shaped, null, config.indented ? 4 : undefined), config)
    : codecs.jsv.encode(shaped, { kind: 'any' });
}

/** In JSON the characters in question stand in texts only, where an escape is the same as the character. */
function escaped(json: string, { ascii, escapedHtml }: JsConfig): string {
  const inHtml = escapedHtml ? json.replace(/[<>&=']/g, unicodeEscape) : json;
  return ascii ? inHtml.replace(/[\u007f-\uffff]/g, unicodeEscape) : inHtml;
}

function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function shape(value: unknown, type: TypeRef, config: JsConfig): unknown {
  if (value === undefined || value === null) return null;
  switch (type.kind) {
    case 'list':
      return Array.isArray(value) ? value.map((item: unknown) => shape(item, type.item, config)) : null;
    case 'object':
      return Object.fromEntries(
        allMembers(type.type).flatMap(({ name, wireName, type: memberType }) => {
          const inner = shape(Reflect.get(Object(value), wireName), memberType, config);
          if (inner === null && !config.nulls) return [];
          if (config.withoutDefaults && (inner === 0 || inner === false)) return [];
          return [[cased(name, wireName, config.names), inner]];
        }),
      );
    case 'string':
      return type.instant ? writeInstant(String(value), config.dates, config.utcOffset) : value;
    case 'enum':
      return config.enumNumbers ? type.type.values.indexOf(String(value)) : value;
    default:
      return value;
  }
}

function cased(name: string, wireName: string, casing: Casing): string {
  switch (casing) {
    case 'camel':
      return wireName;
    case 'pascal':
      return name;
    case 'snake':
      return name
        .replace(/([a-z0-9])([A-Z])|([A-Z]+)(?=[A-Z][a-z])/g, (_, before, capital, run) =>
          run === undefined ? `${before}_${capital}` : `${run}_`,
        )
        .toLowerCase();
  }
}
