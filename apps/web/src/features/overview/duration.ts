const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Seconds as people say them, in the largest unit that gives at least one: "5 minutes". */
export function durationInWords(seconds: number): string {
  if (seconds < 1) return 'less than a second';
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ['second', 1];
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.round(seconds / length),
  );
}
