import { visibleText } from '@ai-sessions/apply/visible-text';
import { type AISessionActionReview, jsonObjectOf } from '@ai-sessions/contract';
import { Code } from '@/components/code.tsx';
import { prettyJson } from '@/components/pretty-json.ts';
import { Skeleton } from '@/components/ui/skeleton.tsx';

interface ActionArgumentsProps {
  readonly number: number;
  readonly review: AISessionActionReview;
  /** Whether it is still to be carried out: later, what was there before says nothing any more. */
  readonly isPending: boolean;
}

/** What an action changes, before and after, and the arguments that its title leaves out. */
export function ActionArguments({ number, review, isPending }: ActionArgumentsProps) {
  const currentValues = isPending ? review.currentValues : undefined;
  const present = jsonObjectOf(currentValues ?? '');
  const wanted = jsonObjectOf(review.arguments) ?? {};
  const compared = Object.keys(present ?? {}).filter((name) => Object.hasOwn(wanted, name));
  const further = review.furtherArguments.filter(({ name }) => !compared.includes(name));
  return (
    <>
      {present && compared.length > 0 && (
        <table className="mt-3 w-full table-fixed overflow-hidden rounded-md border text-left text-xs">
          <caption className="sr-only">Before and after</caption>
          <thead className="border-b bg-sunken/60 text-muted">
            <tr>
              <th scope="col" className="w-1/4 px-2.5 py-1 font-medium">
                Value
              </th>
              <th scope="col" className="px-2.5 py-1 font-medium">
                Now
              </th>
              <th scope="col" className="px-2.5 py-1 font-medium">
                After
              </th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {compared.map((name) => (
              <tr key={name}>
                <th
                  scope="row"
                  className="px-2.5 py-1.5 align-top font-mono font-normal break-words text-muted"
                >
                  {visibleText(name)}
                </th>
                <td className="px-2.5 py-1.5 align-top break-words whitespace-pre-wrap">
                  {shown(present[name])}
                </td>
                <td className="px-2.5 py-1.5 align-top break-words whitespace-pre-wrap">
                  {same(present[name], wanted[name]) ? (
                    <span className="text-muted">stays</span>
                  ) : (
                    <ins className="bg-good-soft no-underline">{shown(wanted[name])}</ins>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {currentValues !== undefined && compared.length === 0 && (
        <div className="mt-3">
          <p className="mb-1 text-xs text-muted">As it is now</p>
          <Code
            text={prettyJson(currentValues)}
            label={`Current values of action ${number}`}
            className="max-h-40"
          />
        </div>
      )}
      {further.length > 0 && (
        <dl
          className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1"
          aria-label="Further arguments"
        >
          {further.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
              <dd className="font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

/** Heights of the table of arguments in rem: of its head, and of a row whose values take one line. */
const HEAD_HEIGHT = 1.625;
const ROW_HEIGHT = 1.8125;

/**
 * Where the arguments will stand once the review is there: as high as their table if no value in it takes a second line, so
 * that nothing below it moves then. Ids say whose values they are, and are no values.
 */
export function ArgumentsPlace({ text }: { text: string | undefined }) {
  const names = Object.keys(jsonObjectOf(text ?? '') ?? {});
  if (names.length === 0) return null;
  const rows = Math.max(1, names.filter((name) => !name.endsWith('Id')).length);
  return (
    <div className="mt-3" style={{ height: `${HEAD_HEIGHT + rows * ROW_HEIGHT}rem` }}>
      <Skeleton className="size-full" />
    </div>
  );
}

function shown(value: unknown): string {
  if (value === '') return '(empty)';
  return visibleText(typeof value === 'string' ? value : JSON.stringify(value));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
