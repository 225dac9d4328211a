import type { CertificatePartsFragment, CertificateState } from '../../gql/graphql.ts';

/** What is told of the certificates before the last one ends: days left of the day on which nobody can write any more. */
export interface SuccessorHint {
  days: number;
  kind: 'info' | 'warning' | 'danger';
}

type Dated = Pick<CertificatePartsFragment, 'notAfter' | 'state' | 'forSigning' | 'forEncryption'>;

const day = 86_400_000;
/** Whether we encrypt with a certificate or take its signatures, now or as soon as it begins; an unknown issuer does not hinder. */
export function usable({ state }: Pick<Dated, 'state'>): boolean {
  return state !== 'EXPIRED' && state !== 'REVOKED';
}

/** Colour and icon of a state. */
export function badgeKind(state: CertificateState): 'info' | 'success' | 'warning' | 'danger' {
  if (state === 'VALID') return 'success';
  if (state === 'NOT_YET_VALID') return 'info';
  return state === 'EXPIRES_SOON' || state === 'UNTRUSTED' ? 'warning' : 'danger';
}

/**
 * Warns from 60 days before a usage (encrypting, signing) ends for good, more strongly from 30 and 7 days; null while a
 * successor is stored or there is nothing to succeed.
 */
export function successorHint(certificates: readonly Dated[], now = Date.now()): SuccessorHint | null {
  const known = certificates.filter(({ state }) => state !== 'REVOKED');
  const ends = (['forEncryption', 'forSigning'] as const)
    .map((usage) => known.filter((one) => one[usage]).map(({ notAfter }) => Date.parse(notAfter)))
    .filter((all) => all.length > 0)
    .map((all) => Math.max(...all));
  if (ends.length === 0) return null;
  const days = Math.floor((Math.min(...ends) - now) / day);
  if (days > 60) return null;
  return { days, kind: days <= 7 ? 'danger' : days <= 30 ? 'warning' : 'info' };
}

/** The name that people know a certificate by: its common name (CN of RFC 4514), or all of its subject. */
export function commonName(subject: string): string {
  return /(?:^|,)\s*CN=((?:\\.|[^,\\])+)/.exec(subject)?.[1]?.replace(/\\(.)/g, '$1') ?? subject;
}

/** A hexadecimal digest in groups of four, so that two people can read it to each other. */
export function fingerprintGroups(hex: string): string {
  return (
    hex
      .toUpperCase()
      .match(/.{1,4}/g)
      ?.join(' ') ?? ''
  );
}
