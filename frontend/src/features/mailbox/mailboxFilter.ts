import type { MailboxFilter, ProgressState } from '../../gql/graphql.ts';

/** Words of the state in the address. */
export const progressWords = ['sie', 'arbeit', 'eingegangen', 'entschieden', 'abgeschlossen'] as const;

/** The state a word stands for. */
export const stateOfWord: Record<(typeof progressWords)[number], ProgressState> = {
  sie: 'WAITING_FOR_YOU',
  arbeit: 'IN_PROGRESS',
  eingegangen: 'RECEIVED',
  entschieden: 'DECIDED',
  abgeschlossen: 'CLOSED',
};

/** The list's filters as they stand in the address; anything may stand there. */
export interface MailboxSearch {
  ungelesen?: string;
  stand?: string;
  stelle?: string;
  von?: string;
  bis?: string;
}

const isDay = (text: string | undefined) =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? '') && !Number.isNaN(Date.parse(text ?? ''));

/** Address and words as a filter of the contract; what the address has wrong filters nothing. */
export function mailboxFilter(search: MailboxSearch, words: string): MailboxFilter {
  const { ungelesen, stand, stelle, von, bis } = search;
  const word = progressWords.find((known) => known === stand);
  return {
    ...(words && { search: words }),
    ...(ungelesen === 'ja' && { unread: true }),
    ...(word && { state: stateOfWord[word] }),
    ...(stelle?.startsWith('aut_') && { authorityId: stelle }),
    ...(isDay(von) && { from: von }),
    ...(isDay(bis) && { until: bis }),
  };
}
