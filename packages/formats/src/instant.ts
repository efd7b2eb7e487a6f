const LONGEST = 40;
const INSTANT =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?([Zz]|([+-])(\d\d):?(\d\d))?)?$/;
const WCF = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MINUTE = 60_000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a date and time as the formats spell it: ISO 8601 with `T` or a blank, with or without seconds, zone or
 * time (then UTC and midnight), or `/Date(milliseconds)/` of older .NET clients.
 *
 * @returns ISO 8601 in UTC with milliseconds, and with more digits only when they are not zero; undefined when it
 * is no instant of the years 1 to 9999 or finer than .NET can hold (seven digits).
 */
export function parseInstant(text: string): string | undefined {
  if (CANONICAL.test(text)) return isOnCalendar(text) && !text.startsWith('0000') ? text : undefined;
  if (text.length > LONGEST) return undefined;
  const wcf = WCF.exec(text);
  if (wcf) return canonical(Number(wcf[1]), '');
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const [, date, minutes = '00:00', seconds = '00', fraction = '', , sign, hours = '0', rest = '0'] = match;
  const local = `${date}T${minutes}:${seconds}`;
  if (!isOnCalendar(local) || Number(hours) > 14 || Number(rest) > 59) return undefined;
  const offset = (Number(hours) * 60 + Number(rest)) * (sign === '-' ? -1 : 1);
  return canonical(Date.parse(`${local}Z`) - offset * MINUTE, fraction);
}

/** Whether there is such a day and time; the text has the digits and signs of `2024-05-06T07:08:09`. */
function isOnCalendar(text: string): boolean {
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8, 10));
  const days = month === 2 && isLeapYear(Number(text.slice(0, 4))) ? 29 : (DAYS[month - 1] ?? 0);
  return (
    day >= 1 && day <= days && text.slice(11, 13) < '24' && text.charAt(14) < '6' && text.charAt(17) < '6'
  );
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function canonical(time: number, fraction: string): string | undefined {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return undefined;
  const iso = date.toISOString();
  if (!/^(?!0000)\d{4}-/.test(iso)) return undefined;
  return fraction === '' ? iso : `${iso.slice(0, 19)}.${withoutZeros(fraction).padEnd(3, '0')}Z`;
}

/** JSV and CSV: no fraction or seven digits of it, and midnight as the bare date. */
export function shortestInstant(text: string): string {
  const { date, time, fraction } = partsOf(text);
  if (time === undefined) return text;
  if (fraction !== '') return `${date}T${time}.${fraction.padEnd(7, '0')}Z`;
  return time === '00:00:00' ? date : `${date}T${time}Z`;
}

/** XML: as many digits of the fraction as there are. */
export function xmlInstant(text: string): string {
  const { date, time, fraction } = partsOf(text);
  return time === undefined ? text : `${date}T${time}${fraction && `.${fraction}`}Z`;
}

/** Text that is no instant has no parts: it is written as it is, because writing must not fail. */
function partsOf(text: string): { date: string; time?: string; fraction: string } {
  const instant = CANONICAL.test(text) ? text : parseInstant(text);
  return instant === undefined
    ? { date: text, fraction: '' }
    : {
        date: instant.slice(0, 10),
        time: instant.slice(11, 19),
        fraction: withoutZeros(instant.slice(20, -1)),
      };
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}
