/**
 * The types of the API as plain data, free of any validation library. Codecs, code generators and the
 * reference read this; it is derived from the DTO definitions and never written by hand.
 */
export type TypeRef =
  /** `instant`: the text is always one in ISO 8601, so that it can be written in another form for clients that ask. */
  | { readonly kind: 'string'; readonly instant?: true }
  | { readonly kind: 'int' }
  | { readonly kind: 'double' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'datetime' }
  | { readonly kind: 'enum'; readonly type: EnumType }
  | { readonly kind: 'list'; readonly item: TypeRef }
  | { readonly kind: 'map'; readonly value: TypeRef }
  | { readonly kind: 'object'; readonly type: ObjectType };

/** A named set of names. */
export interface EnumType {
  readonly name: string;
  readonly namespace: string;
  readonly description: string;
  readonly values: readonly string[];
}

/** A class: own members in declaration order, and the class it extends. */
export interface ObjectType {
  /** Name without type arguments, for instance `ListResponse`. */
  readonly name: string;
  /** CLR namespace, for instance `Voice.Api.AI`. */
  readonly namespace: string;
  readonly description: string;
  /** XML namespace when it is not the one that follows from the CLR namespace. */
  readonly xmlNamespace?: string;
  /** Declared as a .NET data contract: XML members keep declaration order, CSV writes the first list only. */
  readonly dataContract: boolean;
  readonly base?: ObjectType;
  /** Type arguments of a generic class, for instance `AISessionInfo` in `ListResponse<AISessionInfo>`. */
  readonly typeArguments: readonly ObjectType[];
  /** Own members, without those of the base. */
  readonly members: readonly Member[];
}

/** One member of a class. */
export interface Member {
  /** Declared name, for instance `AccountId`. */
  readonly name: string;
  /** Name on the wire, for instance `accountId`. */
  readonly wireName: string;
  readonly type: TypeRef;
  readonly description: string;
  readonly required: boolean;
  readonly example: unknown;
  /** What leaving it out of a query means, where that is a value of its type. */
  readonly default?: unknown;
}

/** All members of a class: its own first, then those of its bases, as JSON, JSV and CSV write them. */
export function allMembers(type: ObjectType): readonly Member[] {
  return type.base ? [...type.members, ...allMembers(type.base)] : type.members;
}

/** Namespace of a type's elements in XML: that of data contracts in .NET, unless the type says otherwise. */
export function xmlNamespaceOf(type: Pick<ObjectType, 'namespace' | 'xmlNamespace'>): string {
  return type.xmlNamespace ?? `http://schemas.datacontract.org/2004/07/${type.namespace}`;
}

/** The name with its type arguments, as the documentation prints it: `ListResponse<AISessionInfo>`. */
export function displayName(type: ObjectType): string {
  const inner = type.typeArguments.map(displayName).join(',');
  return inner ? `${type.name}<${inner}>` : type.name;
}
