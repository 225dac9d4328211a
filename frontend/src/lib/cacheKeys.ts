import type { KeyingConfig } from '@urql/exchange-graphcache';

const embedded = () => null;

// Types of the contract that have no id: they live inside the object that shows them. A test holds this list to the contract.
const withoutId = [
  'LegalText',
  'Activation',
  'StartPlan',
  'AccountSettings',
  'Download',
  'PageInfo',
  'UserError',
  'PostalAddress',
  'SearchResult',
  'Competence',
  'CompetentAuthority',
  'OrganisationInternal',
  'Channel',
  'FallbackContact',
  'DeliveryFailure',
  'DeliveryStep',
  'Evidence',
  'MessageReceived',
  'MailboxChanged',
  'CaseMessageReceived',
  'CaseChanged',
];
const lists = [
  'Region',
  'Authority',
  'Service',
  'Undertaking',
  'Organisation',
  'Membership',
  'CaseMailbox',
  'AuthorityCase',
  'Message',
  'MailboxEvent',
];

/** How the cache tells one object from another: by id, and not at all for what has none. */
export const cacheKeys: KeyingConfig = Object.fromEntries(
  [...withoutId, ...lists.flatMap((name) => [`${name}Connection`, `${name}Edge`])].map((name) => [name, embedded]),
);
