/** Widths of columns that somebody has chosen, in rem, by table and column: `sessions.purpose`. */
export type ColumnWidths = Readonly<Record<string, number>>;

/** The cookie that keeps them: the server has to know, or the page would move when its scripts run. */
export const WIDTHS_COOKIE = 'table-widths';

/** The narrowest and the widest that a column can be made, in rem. */
export const NARROWEST = 4;
export const WIDEST = 60;

const A_YEAR_S = 31_536_000;
/** Browsers keep 4,096 bytes of a cookie. */
const MAXIMUM_LENGTH = 3_500;

/** Reads the value of the cookie; what is none of ours counts for nothing. */
export function widthsOf(value: string | undefined): ColumnWidths {
  const pairs = (value ?? '').split('~').flatMap((part) => {
    const [, column, width] = /^([a-z]+\.[A-Za-z]+)-(\d{1,2}(?:\.\d)?)$/.exec(part) ?? [];
    return column === undefined ? [] : [[column, within(Number(width))] as const];
  });
  return Object.fromEntries(pairs);
}

/** A width that a column can have. */
export function within(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)) * 10) / 10;
}

/** The cookie as a browser is given it. The widths that were chosen first are left out when they are too many. */
export function widthsCookie(widths: ColumnWidths, secure: boolean): string {
  let text = Object.entries(widths)
    .map(([column, width]) => `${column}-${width}`)
    .join('~');
  while (text.length > MAXIMUM_LENGTH) text = text.slice(text.indexOf('~') + 1);
  return `${WIDTHS_COOKIE}=${text}; Path=/admin; Max-Age=${text === '' ? 0 : A_YEAR_S}; SameSite=Lax${secure ? '; Secure' : ''}`;
}
