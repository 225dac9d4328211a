import { beforeEach, expect, test, vi } from 'vitest';
import type { DraftSaveInput } from '../gql/graphql.ts';
import { DraftKeeper, type KeptAt, type Letter, type SaveAnswer } from './draftKeeper.ts';

const empty: Letter = {
  subject: '',
  body: '',
  kind: 'MESSAGE',
  recipientIds: [],
  serviceIds: [],
  receiptRequested: false,
  dueOn: '',
  inReplyToId: null,
};
const written = (body: string) => ({ letter: { ...empty, body }, documentIds: [] });
const nowhere: KeptAt = { draftId: null, version: null, savedAt: null };

let asked: DraftSaveInput[] = [];
let answers: SaveAnswer[] = [];

function keeper(begun = nowhere, held = false) {
  return new DraftKeeper({
    target: { mailboxId: 'mbx_1' },
    begun,
    held,
    pauseMs: 10,
    async save(input) {
      asked.push(input);
      return answers.shift() ?? { kind: 'saved', draftId: 'drf_1', version: asked.length, savedAt: 'now' };
    },
  });
}

beforeEach(() => {
  asked = [];
  answers = [];
});

test('an empty page is not worth a draft', async () => {
  const one = keeper();
  one.change(written('  '));
  one.change({ letter: { ...empty, subject: 'AW: Antrag', inReplyToId: 'msg_1' }, documentIds: [] });
  await one.flush();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked).toEqual([]);
});

test('strokes in quick succession are saved once, and each save is based on the version before', async () => {
  const one = keeper();
  for (const body of ['G', 'Gu', 'Gut']) one.change(written(body));
  await vi.waitFor(() => expect(asked).toHaveLength(1), 30_000);
  one.change(written('Guten Tag'));
  await vi.waitFor(() => expect(asked).toHaveLength(2), 30_000);
  expect(asked.map(({ body, draftId, expectedVersion }) => [body, draftId, expectedVersion])).toEqual([
    ['Gut', null, null],
    ['Guten Tag', 'drf_1', 1],
  ]);
});

test('what was chosen is kept with the text; a day that is not named is none', async () => {
  const one = keeper();
  const chosen = {
    kind: 'DECISION' as const,
    inReplyToId: 'msg_1',
    decisionEffect: 'ANNOUNCEMENT' as const,
    remedy: { amount: 1, unit: 'MONTHS' as const },
  };
  one.change({ letter: { ...empty, ...chosen, body: 'Bescheid' }, documentIds: [] });
  await one.flush();
  one.change({ letter: { ...empty, ...chosen, body: 'Bescheid', dueOn: '2027-03-01' }, documentIds: [] });
  await one.flush();
  expect(asked).toMatchObject([
    { ...chosen, dueOn: null },
    { ...chosen, dueOn: '2027-03-01' },
  ]);
});

test('out of reach, the newest text is tried again', async () => {
  answers = [{ kind: 'unreachable' }];
  const one = keeper();
  one.change(written('bleibt'));
  await vi.waitFor(() => expect(one.snapshot().status).toBe('failed'), 30_000);
  await vi.waitFor(() => expect(asked).toHaveLength(2), 30_000);
  expect(asked[1]?.body).toBe('bleibt');
});

test('another device was faster: nothing is overwritten until somebody decides', async () => {
  answers = [{ kind: 'stale' }];
  const one = keeper({ draftId: 'drf_1', version: 3, savedAt: 'before' });
  one.change(written('meins'));
  await vi.waitFor(() => expect(one.snapshot().status).toBe('stale'), 30_000);
  one.change(written('meins, weiter'));
  await one.flush();
  expect(asked).toHaveLength(1);
  one.adopt({ draftId: 'drf_1', version: 7, savedAt: 'later' });
  one.change(written('meins, weiter'));
  await vi.waitFor(() => expect(asked).toHaveLength(2), 30_000);
  expect(asked[1]?.expectedVersion).toBe(7);
});

test('a draft that was sent elsewhere is saved no more, until somebody decides to write a new message', async () => {
  answers = [{ kind: 'sent', messageId: 'msg_9' }];
  const one = keeper({ draftId: 'drf_1', version: 3, savedAt: 'before' });
  one.change(written('schon gesendet'));
  await vi.waitFor(() => expect(one.snapshot().status).toBe('sent'), 30_000);
  expect(one.snapshot().becameId).toBe('msg_9');
  one.change(written('schon gesendet, und mehr'));
  await one.flush();
  expect(asked).toHaveLength(1);
  one.reset();
  one.change(written('schon gesendet, und mehr'));
  await vi.waitFor(() => expect(asked).toHaveLength(2), 30_000);
  expect(asked[1]).toMatchObject({ draftId: null, expectedVersion: null });
});

test('a draft that was discarded elsewhere begins again with the same text', async () => {
  answers = [{ kind: 'gone' }];
  const one = keeper({ draftId: 'drf_old', version: 3, savedAt: 'before' });
  one.change(written('Text'));
  await vi.waitFor(() => expect(asked).toHaveLength(2), 30_000);
  expect(asked[1]?.draftId).toBeNull();
});

test('while a sending is in doubt nothing is saved, so that repeating it says the same', async () => {
  const one = keeper({ draftId: 'drf_1', version: 1, savedAt: 'before' }, true);
  one.change(written('anders'));
  await one.flush();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(asked).toHaveLength(0);
  expect(one.snapshot().draftId).toBe('drf_1');
});
