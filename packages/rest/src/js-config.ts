import { allMembers, type TypeRef } from '@ai-sessions/contract';
import { codecs, type FormField } from '@ai-sessions/formats';

/** Ways to write member names. */
type Casing = 'camel' | 'pascal' | 'snake';

/** How one answer in JSON or JSV differs from the usual: ServiceStack's `?jsconfig=`. */
export interface JsConfig {
  /** Write members that are null. */
  readonly nulls: boolean;
  /** Leave out members that are 0 or false. */
  readonly withoutDefaults: boolean;
  readonly names: Casing;
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

/**
 * Reads `?jsconfig=`: settings with commas between them, each a name or `name:value`, in any case. Settings that
 * mean nothing here are passed over; `DateHandler` is one, because instants are text in this API.
 */
export function jsConfigOf(query: readonly FormField[]): JsConfig | undefined {
  const given = query.find(({ name }) => name.toLowerCase() === 'jsconfig')?.value;
  if (!given) return undefined;
  return given
    .toLowerCase()
    .split(',')
    .reduce<JsConfig>(
      (config, entry) => {
        const [name = '', value = 'true'] = entry.trim().split(':');
        const on = value === 'true' || value === '1';
        return Object.hasOwn(settings, name) ? (settings[name]?.(config, on, value) ?? config) : config;
      },
      { nulls: false, withoutDefaults: false, names: 'camel', indented: false },
    );
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
    ? JSON.stringify(shaped, null, config.indented ? 4 : undefined)
    : codecs.jsv.encode(shaped, { kind: 'any' });
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
