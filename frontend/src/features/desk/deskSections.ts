import { lazyPart } from '../../lib/lazyPart.ts';

// The first section comes with the page, each other when it is opened.

/** Authorities that nobody can write to for now. */
export const Suspended = lazyPart(() => import('./Suspended.tsx'), 'Suspended');
/** Certificates that end soon. */
export const Expiring = lazyPart(() => import('./Expiring.tsx'), 'Expiring');
/** Mails that were not accepted. */
export const Quarantine = lazyPart(() => import('./Quarantine.tsx'), 'Quarantine');
/** Letters for the print provider. */
export const Letters = lazyPart(() => import('./Letters.tsx'), 'Letters');
/** What ended without success. */
export const Failures = lazyPart(() => import('./Failures.tsx'), 'Failures');
/** Accounts that an operator blocked. */
export const BlockedAccounts = lazyPart(() => import('./BlockedAccounts.tsx'), 'BlockedAccounts');
/** The log of acts. */
export const Audit = lazyPart(() => import('./Audit.tsx'), 'Audit');
