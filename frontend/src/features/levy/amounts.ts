import type { Locale } from '../../lib/display.ts';

/** A whole number with its thousands apart. */
export function count(n: number, locale: Locale): string {
  return n.toLocaleString(locale === 'en' ? 'en-GB' : 'de-DE');
}

/** What somebody typed as an amount ("1.234,5", "1234.50") as the contract writes it; null when it is none. */
export function typedEuros(typed: string): string | null {
  const text = typed.replace(/[\s\u00a0€]/g, '');
  const [, whole = '', cents = ''] =
    /^(\d+)(?:[.,](\d{1,2}))?$/.exec(text) ??
    /^(\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(text) ??
    /^(\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(text) ??
    [];
  const digits = whole.replace(/[.,]/g, '').replace(/^0+(?=\d)/, '');
  // As much as the server takes: less than a hundred billion.
  return digits && digits.length <= 11 ? `${digits}.${cents.padEnd(2, '0')}` : null;
}

/** Cents of an amount of the contract. */
export function cents(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}

/** An amount of the contract from cents. */
export function fromCents(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The sum of amounts of the contract. */
export function sum(amounts: readonly string[]): string {
  return fromCents(amounts.reduce((all, one) => all + cents(one), 0n));
}

/** One amount of the contract less another. */
export function less(amount: string, other: string): string {
  return fromCents(cents(amount) - cents(other));
}

const greatest = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatest(b, a % b));

/** What somebody typed as a share ("1/3", "0,25") as a fraction; null when it is none between 0 and 1. */
export function typedShare(typed: string): string | null {
  const text = typed.replace(/\s/g, '').replace(',', '.');
  const fraction = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
  const decimal = /^([01])(?:\.(\d{1,8}))?$/.exec(text);
  const [num, denom] = fraction
    ? [BigInt(fraction[1] ?? 0), BigInt(fraction[2] ?? 0)]
    : decimal
      ? [BigInt(`${decimal[1]}${decimal[2] ?? ''}`), 10n ** BigInt(decimal[2]?.length ?? 0)]
      : [1n, 0n];
  if (denom === 0n || num > denom) return null;
  const by = greatest(num, denom);
  return denom / by === 1n ? String(num / by) : `${num / by}/${denom / by}`;
}

/** Whether shares sum to exactly 1. */
export function isWhole(shares: readonly string[]): boolean {
  let [num, denom] = [0n, 1n];
  for (const share of shares) {
    const [n = '0', d = '1'] = share.split('/');
    [num, denom] = [num * BigInt(d) + BigInt(n) * denom, denom * BigInt(d)];
  }
  return num === denom;
}
