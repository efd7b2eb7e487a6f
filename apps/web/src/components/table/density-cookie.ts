/** How high the rows of tables are. */
export type Density = 'comfortable' | 'compact';

/** The cookie that keeps it: the server has to know, or the page would move when its scripts run. */
export const DENSITY_COOKIE = 'table-density';

const A_YEAR_S = 31_536_000;

/** Reads the value of the cookie. */
export function densityOf(value: string | undefined): Density {
  return value === 'compact' ? 'compact' : 'comfortable';
}

/** The cookie as a browser is given it. */
export function densityCookie(density: Density, secure: boolean): string {
  return `${DENSITY_COOKIE}=${density}; Path=/admin; Max-Age=${A_YEAR_S}; SameSite=Lax${secure ? '; Secure' : ''}`;
}
