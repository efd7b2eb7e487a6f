/** Options that are on or off, as they are when nobody says otherwise. */
const flags = {
  MakePartial: true,
  MakeVirtual: true,
  MakeInternal: false,
  AddReturnMarker: true,
  AddDescriptionAsComments: true,
  AddNullableAnnotations: false,
  AddDataContractAttributes: false,
  AddIndexesToDataMembers: false,
  InitializeCollections: false,
  MakePropertiesOptional: false,
  AddServiceStackTypes: true,
};

/** Options that are a name with dots; empty for the name that a language has of its own. */
const names = { GlobalNamespace: '', Package: '' };

/** How client code may be varied, named as ServiceStack's tools send it. */
export type CodeOptions = Readonly<typeof flags & typeof names>;

/** The name of an option, in addresses and in the comment on top of the code. */
export type OptionName = keyof CodeOptions;

/** The options of code that nobody asked to be varied. */
export const standardOptions: CodeOptions = { ...names, ...flags };

/** What every language heeds: it only decides which types are declared. */
const SHARED: readonly OptionName[] = ['AddServiceStackTypes'];

/** The options that a language heeds, in the order of its comment. */
export function heededOptions(language: { readonly options?: readonly OptionName[] }): readonly OptionName[] {
  return [...(language.options ?? []), ...SHARED];
}

const NAME = /^[a-z_]\w{0,63}(?:[.\\][a-z_]\w{0,63}){0,15}$/i;

/**
 * The options that a query sets, of those that are heeded. Text that is no value of an option is passed over, like
 * options that are not known: nothing of the query gets into code but names.
 */
export function readOptions(query: URLSearchParams, heeded: readonly OptionName[]): Partial<CodeOptions> {
  const sent = new Map([...query].map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const read: { -readonly [Name in OptionName]?: CodeOptions[Name] } = {};
  for (const name of heeded) {
    const text = sent.get(name.toLowerCase()) ?? '';
    if (isFlag(name)) {
      if (/^(?:true|false)$/i.test(text)) read[name] = text.toLowerCase() === 'true';
    } else if (NAME.test(text)) {
      read[name] = text.replaceAll('\\', '.');
    }
  }
  return read;
}

/** A value in the spelling of .NET, as tools know it. */
export function optionText(value: CodeOptions[OptionName]): string {
  if (typeof value === 'string') return value;
  return value ? 'True' : 'False';
}

function isFlag(name: OptionName): name is keyof typeof flags {
  return Object.hasOwn(flags, name);
}
