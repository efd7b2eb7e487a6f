import type { AIOverview } from '@ai-sessions/contract';
import { scaleBand, scaleLinear } from '@visx/scale';
import { BarStack } from '@visx/shape';
import { Section } from '@/components/admin-shell/section.tsx';

type Day = AIOverview['days'][number];
type Count = Exclude<keyof Day, 'day'>;

const WIDTH = 560;
const HEIGHT = 120;

const series: Readonly<Record<Count, { readonly words: string; readonly colour: string }>> = {
  sessions: { words: 'Opened', colour: 'var(--accent)' },
  accepted: { words: 'Accepted', colour: 'var(--good)' },
  refused: { words: 'Refused', colour: 'var(--danger)' },
  returned: { words: 'Returned', colour: 'var(--warning)' },
};

/** Sessions that were opened and verdicts that were given, day by day: drawn, and as a table. */
export function DaysChart({ days }: { days: AIOverview['days'] }) {
  return (
    <Section title="Day by day">
      <div className="rounded-lg border bg-sheet p-4">
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <Bars title="Sessions opened" days={days} keys={['sessions']} />
          <Bars title="Verdicts on actions" days={days} keys={['accepted', 'refused', 'returned']} />
        </div>
        <details className="mt-3 text-sm">
          <summary className="w-fit cursor-pointer rounded-sm text-xs text-accent">As a table</summary>
          <div className="mt-2 overflow-x-auto">
            <table className="w-full tabular-nums">
              <caption className="sr-only">Sessions and verdicts by day, in UTC</caption>
              <thead className="text-xs text-muted">
                <tr>
                  <th scope="col" className="py-1 text-left font-medium">
                    Day (UTC)
                  </th>
                  {Object.values(series).map(({ words }) => (
                    <th key={words} scope="col" className="py-1 pl-3 text-right font-medium">
                      {words}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {days.map((day) => (
                  <tr key={day.day}>
                    <th scope="row" className="py-0.5 text-left font-normal">
                      {day.day}
                    </th>
                    <td className="pl-3 text-right">{day.sessions}</td>
                    <td className="pl-3 text-right">{day.accepted}</td>
                    <td className="pl-3 text-right">{day.refused}</td>
                    <td className="pl-3 text-right">{day.returned}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      </div>
    </Section>
  );
}

interface BarsProps {
  readonly title: string;
  readonly days: AIOverview['days'];
  readonly keys: Count[];
}

/** Bars of the days, one on top of the other where there are several of a day. */
function Bars({ title, days, keys }: BarsProps) {
  const sumOf = (day: Day) => keys.reduce((sum, key) => sum + day[key], 0);
  const total = days.reduce((sum, day) => sum + sumOf(day), 0);
  const most = Math.max(1, ...days.map(sumOf));
  const xScale = scaleBand<string>({ domain: days.map(({ day }) => day), range: [0, WIDTH], padding: 0.25 });
  const yScale = scaleLinear<number>({ domain: [0, most], range: [HEIGHT, 0] });
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span>
          {title} <span className="text-muted tabular-nums">{total.toLocaleString('en')}</span>
        </span>
        {keys.length > 1 && (
          <span className="flex flex-wrap gap-x-3 text-xs text-muted">
            {keys.map((key) => (
              <span key={key} className="flex items-center gap-1">
                <span
                  aria-hidden
                  className="size-2 rounded-full"
                  style={{ background: series[key].colour }}
                />
                {series[key].words}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <svg
        role="img"
        aria-label={`${title} on each of ${days.length} days: ${total} in all, ${total === 0 ? 0 : most} on the busiest day`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-28 w-full border-b"
      >
        <BarStack
          data={[...days]}
          keys={keys}
          x={({ day }) => day}
          xScale={xScale}
          yScale={yScale}
          color={(key) => series[key].colour}
        />
      </svg>
      <div aria-hidden className="mt-1 flex justify-between text-xs text-muted">
        <span>{dayInWords(days[0]?.day)}</span>
        <span className="tabular-nums">at most {total === 0 ? 0 : most} a day</span>
        <span>{dayInWords(days.at(-1)?.day)}</span>
      </div>
    </figure>
  );
}

const format = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function dayInWords(day: string | undefined): string {
  return day === undefined ? '' : format.format(new Date(`${day}T00:00:00Z`));
}
