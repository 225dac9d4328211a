import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const rule = (id: string, more: object = {}) => ({
  __typename: 'LegalRule',
  id,
  kind: 'ANNOUNCEMENT',
  law: 'BayDiG',
  article: 'Art. 24 Abs. 2 Satz 1',
  procedureLaw: 'BAYVWVFG',
  anchor: 'NOTICE_SENT',
  amount: 3,
  unit: 'DAYS',
  shiftForDate: false,
  shiftForPeriod: false,
  validFrom: '2022-08-01',
  validTo: null,
  counselConfirmed: false,
  note: 'Braucht die Einwilligung.',
  purpose: '',
  inUse: true,
  questionToCounsel: 'Verschiebt sich der Tag?',
  replacedBy: null,
  ...more,
});

const answers = (read: (on: string | null) => object[]) =>
  server.use(
    graphql.query('Rules', ({ variables }) =>
      HttpResponse.json({
        data: {
          legalRules: {
            __typename: 'LegalRuleConnection',
            edges: read(variables.on).map((node) => ({ __typename: 'LegalRuleEdge', node })),
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        },
      }),
    ),
  );

test('anybody sees which rules hold, what is not certain, and earlier versions', async () => {
  answers((on) =>
    on
      ? [
          rule('lrl_1'),
          rule('lrl_2', {
            kind: 'REMEDY_ENDS',
            law: 'VwGO',
            article: '§ 58 Abs. 2',
            purpose: 'NO_INSTRUCTION',
            amount: 12,
            unit: 'MONTHS',
            shiftForPeriod: true,
          }),
        ]
      : [
          rule('lrl_1'),
          rule('lrl_3', { amount: 4, counselConfirmed: true, replacedBy: null, validFrom: '2027-01-01' }),
        ],
  );
  renderApp('/vertrauen/regeln');
  expect(await screen.findByRole('heading', { name: 'Art. 24 Abs. 2 Satz 1 BayDiG' })).toBeTruthy();
  expect(screen.getAllByText('Nicht bestätigt: Tage sind vorläufig')).toHaveLength(2);
  expect(screen.getByText('Ohne Rechtsbehelfsbelehrung')).toBeTruthy();
  expect(screen.getByText('12 Monate')).toBeTruthy();
  expect(screen.getByText('Der Tag verschiebt sich auf den nächsten Werktag.')).toBeTruthy();
  await userEvent.clear(screen.getByLabelText('Regeln, die an diesem Tag gelten'));
  expect(await screen.findByText('4 Tage')).toBeTruthy();
  expect(screen.getByText('Juristisch bestätigt')).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Ende der Rechtsbehelfsfrist' })).toBeNull();
});

test('without a rule the page says so', async () => {
  answers(() => []);
  renderApp('/vertrauen/regeln');
  expect(await screen.findByText('An diesem Tag gilt keine Regel, die wir kennen.')).toBeTruthy();
});

test('a version that is replaced later says from when, and where it was seen is not for everybody', async () => {
  answers(() => [
    rule('lrl_1', { replacedBy: { __typename: 'LegalRule', id: 'lrl_2', validFrom: '2199-01-01' } }),
    rule('lrl_3', { replacedBy: { __typename: 'LegalRule', id: 'lrl_4', validFrom: '2025-01-01' } }),
  ]);
  renderApp('/vertrauen/regeln');
  expect(await screen.findByText('Ab 1. Januar 2199 gilt eine neuere Fassung')).toBeTruthy();
  expect(screen.getAllByText('Durch eine neuere Fassung ersetzt')).toHaveLength(1);
  expect(screen.queryByText('Fundstelle')).toBeNull();
});
