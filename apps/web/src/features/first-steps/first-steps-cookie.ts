/** The cookie of whoever has hidden the first steps: the server has to know, or they would show for a moment. */
export const FIRST_STEPS_COOKIE = 'first-steps';

const A_YEAR_S = 31_536_000;

/** Whether the value of the cookie hides them. */
export function areHidden(value: string | undefined): boolean {
  return value === 'hidden';
}

/** The cookie as a browser is given it. */
export function hidingCookie(secure: boolean): string {
  return `${FIRST_STEPS_COOKIE}=hidden; Path=/admin; Max-Age=${A_YEAR_S}; SameSite=Lax${secure ? '; Secure' : ''}`;
}
