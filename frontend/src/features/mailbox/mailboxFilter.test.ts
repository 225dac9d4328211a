import { expect, it } from 'vitest';
import { mailboxFilter } from './mailboxFilter.ts';

it('takes state, authority and days from the address', () => {
  expect(
    mailboxFilter({ stand: 'sie', stelle: 'aut_1', von: '2026-11-01', bis: '2026-11-30', ungelesen: 'ja' }, 'Café'),
  ).toEqual({
    search: 'Café',
    unread: true,
    state: 'WAITING_FOR_YOU',
    authorityId: 'aut_1',
    from: '2026-11-01',
    until: '2026-11-30',
  });
});

it('leaves out what the address has wrong', () => {
  expect(
    mailboxFilter({ stand: 'irgendwo', stelle: 'mbx_1', von: '2026-13-01', bis: 'heute', ungelesen: 'nein' }, ''),
  ).toEqual({});
});
