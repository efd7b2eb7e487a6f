const INT_LIMIT = 2_147_483_647;
const PLAIN_LIMIT = 1e15;
const PLAIN_DIGITS = 15;
const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number as .NET writes a double in the invariant culture: `1.5`, `1E+21`, `1E-07`. */
export function dotnetDouble(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? '-0' : '0';
  if ((size >= 1e-4 && size < PLAIN_LIMIT) || !Number.isFinite(value)) return String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const digits = mantissa.replace(/\D/g, '').length;
  const power = Number(exponent);
  // .NET stays with plain digits as long as it has significant ones for all places before the point.
  if (power > 0 && power < Math.max(digits, PLAIN_DIGITS)) return String(value);
  return `${mantissa}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** The number with all its digits, as .NET writes a decimal: never with an exponent. */
export function dotnetDecimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 100 });
}

/** Reads an integer of 32 bits; leading zeros, a sign and blanks around it are allowed. */
export function parseInt32(text: string): number | undefined {
  const number = parseInteger(text);
  return number !== undefined && number >= -INT_LIMIT - 1 && number <= INT_LIMIT ? number : undefined;
}

/** Reads an integer that a double holds exactly. */
export function parseInteger(text: string): number | undefined {
  const trimmed = text.trim();
  const number = INTEGER.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isSafeInteger(number) ? number || 0 : undefined;
}

/** Reads a number with point, exponent or commas between thousands; blanks around it are allowed. */
export function parseDouble(text: string): number | undefined {
  const trimmed = text.trim();
  const number = NUMBER.test(trimmed) ? Number(trimmed.replaceAll(',', '')) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Whether a number is an integer of 32 bits. */
export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= -INT_LIMIT - 1 && Number(value) <= INT_LIMIT;
}
