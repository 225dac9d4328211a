/** How what was asked for stands to what the certificate says. */
export type Comparison = 'same' | 'spelling' | 'mailbox' | 'differs' | 'absent' | 'unknown';

// Umlauts as two letters, accents and case away: how the same name may be written elsewhere.
function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/** Compares a person's name: all words of the request in the certificate's is the same; titles and second names are no difference. */
export function comparePersons(asked: string, said: string | null | undefined): Comparison {
  if (!said) return 'absent';
  if (said === asked) return 'same';
  const have = plainWords(said);
  return plainWords(asked).every((word) => have.includes(word)) ? 'spelling' : 'differs';
}

/** Compares an e-mail address, where the request's functional mailboxes count as well. */
export function compareEmails(
  asked: string,
  said: string | null | undefined,
  mailboxes: readonly string[],
): Comparison {
  if (!said) return 'absent';
  const same = (one: string) => one.toLowerCase() === said.toLowerCase();
  if (same(asked)) return 'same';
  return mailboxes.some(same) ? 'mailbox' : 'differs';
}

/** Compares an organisation's name. */
export function compareNames(asked: string, said: string): Comparison {
  if (asked === said) return 'same';
  return plainWords(asked).join(' ') === plainWords(said).join(' ') ? 'spelling' : 'differs';
}

/** Compares what the organisation is known by with what the certificate says of it. */
export function compareKnown(known: string | null | undefined, said: string | null | undefined): Comparison {
  if (!said) return 'absent';
  if (!known) return 'unknown';
  return known === said ? 'same' : 'differs';
}
