import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { graphql, HttpResponse } from 'msw';
import { createClient, fetchExchange, Provider } from 'urql';
import { expect, test } from 'vitest';
import { server } from '../../../test/server.ts';
import type { CaseRowPartsFragment } from '../../gql/graphql.ts';
import type { Letter } from '../../postbox/draftKeeper.ts';
import type { Composer } from '../../postbox/useComposer.ts';
import { AnswerKind } from './AnswerKind.tsx';
import { RemedyChoice } from './RemedyChoice.tsx';

const permit = { id: 'srv_1', name: 'Gestattung' };
const trade = { id: 'srv_2', name: 'Gewerbe anmelden' };

/** The part with a letter of this kind, in a case where so much can be told. */
async function show(letter: Partial<Letter>, approvals: object[], services = [permit]) {
  server.use(
    graphql.query('CaseApprovals', () => HttpResponse.json({ data: { authorityCase: { id: 'cas_1', approvals } } })),
  );
  const changes: Partial<Letter>[] = [];
  const whole = { kind: 'MESSAGE', serviceIds: [], dueOn: '', ...letter };
  const composer = { letter: whole, change: (one: Partial<Letter>) => changes.push(one) } as unknown as Composer;
  render(
    <Provider
      value={createClient({ url: 'http://localhost/graphql', exchanges: [fetchExchange], preferGetMethod: false })}
    >
      <AnswerKind
        composer={composer}
        row={{ id: 'cas_1', person: { name: 'Agnes' }, services } as unknown as CaseRowPartsFragment}
        errorOf={() => undefined}
        effect={null}
      />
    </Provider>,
  );
  await screen.findByRole('radio', { name: /^Nachricht/ });
  return { changes, user: userEvent.setup() };
}

const day = {
  date: '2026-12-14',
  explanation: 'Nach § 2 Abs. 3 BayGastV dauert die Frist 2 Wochen.',
  provisional: true,
};
const startable = { service: permit, running: null, ifComplete: day, extendable: false };
const runs = {
  service: permit,
  running: { id: 'ldt_1', day: { date: '2026-12-14' } },
  ifComplete: null,
  extendable: true,
};

test('complete documents can be chosen where a period can begin, and say which day would follow', async () => {
  const { changes, user } = await show({}, [startable]);
  await user.click(await screen.findByRole('radio', { name: /^Unterlagen sind vollständig/ }));
  expect(changes).toEqual([{ kind: 'COMPLETE', serviceIds: ['srv_1'] }]);
  expect(screen.queryByRole('radio', { name: /^Frist verlängern/ })).toBeNull();
});

test('the day that would follow, why, and that it is provisional', async () => {
  await show({ kind: 'COMPLETE', serviceIds: ['srv_1'] }, [startable]);
  expect(
    await screen.findByText('Gilt als genehmigt am 14. Dezember 2026, wenn bis dahin nicht entschieden ist.'),
  ).toBeTruthy();
  expect(screen.getByText('Vorläufig')).toBeTruthy();
  expect(screen.getByText(day.explanation)).toBeTruthy();
  expect(screen.queryByLabelText('Verlängern bis')).toBeNull();
});

test('an extension shows the end of now, and the new one only if it is later', async () => {
  await show({ kind: 'EXTENSION', serviceIds: ['srv_1'], dueOn: '2026-12-14' }, [runs]);
  expect(await screen.findByText('Bisher endet die Frist am 14. Dezember 2026.')).toBeTruthy();
  expect(screen.queryByText(/^Gilt als genehmigt am/)).toBeNull();
  expect(screen.queryByRole('radio', { name: /^Unterlagen sind vollständig/ })).toBeNull();
});

test('one that is later says when the approval counts as granted then', async () => {
  await show({ kind: 'EXTENSION', serviceIds: ['srv_1'], dueOn: '2027-01-11' }, [runs]);
  expect(
    await screen.findByText('Gilt als genehmigt am 11. Januar 2027, wenn bis dahin nicht entschieden ist.'),
  ).toBeTruthy();
});

test('of several services one is chosen', async () => {
  const other = { ...startable, service: trade };
  const { changes, user } = await show({ kind: 'COMPLETE' }, [startable, other], [permit, trade]);
  await user.click(await screen.findByRole('radio', { name: 'Gewerbe anmelden' }));
  expect(changes).toEqual([{ serviceIds: ['srv_2'] }]);
  expect(screen.queryByRole('checkbox')).toBeNull();
});

test('the service of which alone it can be told is named where the case has others', async () => {
  const { changes, user } = await show({ kind: 'COMPLETE', serviceIds: ['srv_2'] }, [startable], [permit, trade]);
  const only = await screen.findByRole<HTMLInputElement>('radio', { name: 'Gestattung' });
  expect(only.checked).toBe(false);
  expect(screen.queryByRole('radio', { name: 'Gewerbe anmelden' })).toBeNull();
  await user.click(only);
  expect(changes).toEqual([{ serviceIds: ['srv_1'] }]);
});

test('a request says that it stops the period, a decision that it ends it', async () => {
  await show({ kind: 'REQUEST' }, [runs]);
  expect(await screen.findByText(/Mit dieser Bitte läuft die Frist bis 14\. Dezember 2026 nicht mehr/)).toBeTruthy();
});

test('where silence grants nothing, neither can be chosen', async () => {
  await show({}, []);
  await new Promise((settled) => setTimeout(settled));
  expect(screen.getAllByRole('radio')).toHaveLength(3);
});

test('the instruction on remedies is asked and not guessed', async () => {
  const chosen: unknown[] = [];
  render(<RemedyChoice remedy={undefined} error={undefined} onChange={(one) => chosen.push(one)} />);
  const radios = screen.getAllByRole<HTMLInputElement>('radio');
  expect(radios.filter(({ checked }) => checked)).toEqual([]);
  for (const radio of radios) await userEvent.click(radio);
  expect(chosen).toEqual([{ amount: 1, unit: 'MONTHS' }, { amount: 2, unit: 'WEEKS' }, null]);
});
