import type { MailboxWaysQuery } from '../../gql/graphql.ts';

/** A party of the mailbox, as far as a hand-over asks. */
export type HandOverParty = NonNullable<MailboxWaysQuery['caseMailbox']>['parties'][number];
