import { expect, test } from 'vitest';
import { activeFilters, caseFilter, caseOrder } from './filters.ts';
import type { InboxFilter } from './inboxSearch.ts';

// Half past midnight in Berlin, still the day before in UTC.
const now = new Date('2026-11-22T23:30:00Z');
const open = ['NEW', 'IN_PROGRESS', 'AWAITING_PERSON'];

test.each<[string, InboxFilter, object]>([
  ['nothing set leaves closed cases out', {}, { states: open }],
  ['all states', { stand: 'alle' }, {}],
  ['one state', { stand: 'erledigt' }, { states: ['CLOSED'] }],
  ['mine', { wer: 'ich' }, { states: open, assigneeId: 'mem_1' }],
  ['nobody’s', { wer: 'niemand' }, { states: open, unassigned: true }],
  ['unread with words', { ungelesen: 'ja', suche: 'Café' }, { states: open, unread: true, search: 'Café' }],
  ['due today means before tomorrow, in Berlin', { faellig: 'heute' }, { states: open, dueBefore: '2026-11-24' }],
  ['due within 7 days', { faellig: 'woche' }, { states: open, dueBefore: '2026-12-01' }],
])('%s', (_, search, want) => {
  expect(caseFilter(search, 'mem_1', now)).toEqual(want);
});

test('who waits longest comes first unless the address says otherwise', () => {
  expect(caseOrder({})).toBe('LONGEST_WAITING');
  expect(caseOrder({ ordnung: 'frist' })).toBe('DUE_FIRST');
});

test('the order is no filter', () => {
  expect(activeFilters({ ordnung: 'neu', wer: 'ich', suche: 'x' })).toEqual(['suche', 'wer']);
});
