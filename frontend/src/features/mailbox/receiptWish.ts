const key = 'schalter.receipt';

/** Whether a receipt was asked for the last time; off at first (design: domain, rule 3). */
export function lastReceiptWish(): boolean {
  try {
    return localStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}

/** Keeps the wish for the next message. */
export function keepReceiptWish(wanted: boolean): void {
  try {
    localStorage.setItem(key, wanted ? '1' : '0');
  } catch {
    // Without storage it begins off again.
  }
}
