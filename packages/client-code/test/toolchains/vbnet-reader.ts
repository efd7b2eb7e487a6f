/** Words that stand for names only in brackets: those that VB.NET has and this API could meet. */
const RESERVED =
  /^(?:Class|Date|Default|End|Enum|Error|Event|Function|In|Is|Namespace|Next|Object|Of|On|Operator|Option|Property|ReadOnly|Select|Set|Stop|To|Variant|When|With)$/i;
const NAME = String.raw`(?:[A-Za-z]\w*|\[[A-Za-z]\w*\])`;
const DOTTED = String.raw`${NAME}(?:\.${NAME})*`;
/** Any of the quotation marks ends a string; two of them stand for one. */
const STRING = String.raw`"(?:[^"\u201c\u201d\uff02]|["\u201c\u201d\uff02]{2})*"`;
const ARGUMENT = String.raw`\w+:=(?:${STRING}|true|\d+)`;
const TYPE = String.raw`[\w\[\]., ()]+`;
const BUILT_IN = ['String', 'Integer', 'Double', 'Boolean', 'Date', 'List', 'Dictionary', 'Nullable'];
const MARKERS = ['IReturn', 'IReturnVoid', 'IGet', 'IPost', 'IPatch', 'IDelete'];

type Kind = 'Namespace' | 'Class' | 'Enum';

/** A kind of line: where it may stand, and which parts of it are names and types. */
interface Line {
  readonly form: RegExp;
  readonly within: readonly (Kind | 'file')[];
  readonly opens?: Kind;
}

const LINES: readonly Line[] = [
  { form: /^'.*$/, within: ['file'] },
  { form: new RegExp(`^Imports ${DOTTED}$`), within: ['file'] },
  { form: new RegExp(`^Namespace ${DOTTED}$`), within: ['file', 'Namespace'], opens: 'Namespace' },
  {
    form: new RegExp(`^Public (?:Partial )?Class (?<name>${NAME})(?:\\(Of (?<parameters>[\\w, ]+)\\))?$`),
    within: ['Namespace'],
    opens: 'Class',
  },
  { form: new RegExp(`^Public Enum (?<name>${NAME})$`), within: ['Namespace'], opens: 'Enum' },
  { form: new RegExp(`^(?:Inherits|Implements) (?<type>${TYPE})$`), within: ['Class'] },
  {
    form: new RegExp(
      `^Public (?:Overridable )?Property (?<name>${NAME}) As (?<type>${TYPE}?)(?: = New \\k<type>\\(\\))?$`,
    ),
    within: ['Class'],
  },
  { form: new RegExp(`^(?<name>${NAME})$`), within: ['Enum'] },
  {
    form: new RegExp(`^<\\w+(?:\\(${ARGUMENT}(?:, ${ARGUMENT})*\\))?>$`),
    within: ['Namespace', 'Class', 'Enum'],
  },
  { form: /^'''/, within: ['Namespace', 'Class'] },
];

/**
 * Reads the part of VB.NET that declares classes, because no package that can be had here has a compiler of it.
 *
 * @returns what is wrong, one line each: lines of no known form or in a wrong place, reserved names without brackets,
 * types that nothing declares, and blocks without end.
 */
export function problemsOf(code: string): readonly string[] {
  const known = new Set([...BUILT_IN, ...MARKERS, ...declaredTypes(code)]);
  const open: Kind[] = [];
  const problems: string[] = [];
  let parameters: readonly string[] = [];
  for (const line of code.split('\n').map((text) => text.trim())) {
    if (line === '') continue;
    if (line.startsWith('End ')) {
      if (open.pop() !== line.slice('End '.length)) problems.push(`ends what is not open: ${line}`);
      continue;
    }
    const kind = LINES.find(({ form, within }) => form.test(line) && within.includes(open.at(-1) ?? 'file'));
    if (!kind) {
      problems.push(`cannot be read: ${line}`);
      continue;
    }
    const { name = '', type = '', parameters: declared = '' } = kind.form.exec(line)?.groups ?? {};
    if (kind.opens === 'Class') parameters = declared.split(', ');
    if (RESERVED.test(name)) problems.push(`reserved name: ${line}`);
    if (!isType(type, new Set([...known, ...parameters]))) problems.push(`unknown type: ${line}`);
    if (kind.opens) open.push(kind.opens);
  }
  return [...problems, ...open.map((kind) => `never ends: ${kind}`)];
}

function declaredTypes(code: string): readonly string[] {
  return [...code.matchAll(/^ *Public (?:(?:Partial )?Class|Enum) ([\w[\]]+)/gm)].map(
    ([, name = '']) => name,
  );
}

/** Whether every name in a type is known, and its parentheses match. */
function isType(type: string, known: ReadonlySet<string>): boolean {
  const names = type.match(/\[?\w+\]?/g) ?? [];
  const inner = /\(Of ([^()]*)\)/g;
  let flat = type;
  while (inner.test(flat)) flat = flat.replaceAll(inner, '');
  return !/[()]/.test(flat) && names.every((name) => name === 'Of' || known.has(name));
}
