import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const rule = {
  __typename: 'LegalRule',
  id: 'lrl_1',
  kind: 'ANNOUNCEMENT',
  law: 'BayDiG',
  article: 'Art. 24 Abs. 2 Satz 1',
  jurisdiction: 'DE-BY',
  holidays: 'MUNICIPALITY',
  procedureLaw: 'BAYVWVFG',
  anchor: 'NOTICE_SENT',
  amount: 3,
  unit: 'DAYS',
  shiftForDate: false,
  shiftForPeriod: false,
  validFrom: '2022-08-01',
  validTo: null,
  counselConfirmed: false,
  note: null,
  purpose: '',
  inUse: true,
  questionToCounsel: 'Verschiebt sich der Tag?',
  source: 'fremde Abschrift (example.org)',
  replacedBy: null,
};
let asked: { amount: number; validFrom: string }[] = [];
let refusal: object | null = null;

beforeEach(() => {
  asked = [];
  refusal = null;
  signIn();
  const viewer = { ...someone, platformRoles: ['EDITOR'] };
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('ViewerRights', () => HttpResponse.json({ data: { viewer } })),
    graphql.query('DeskRules', () =>
      HttpResponse.json({
        data: {
          legalRules: {
            __typename: 'LegalRuleConnection',
            edges: [{ __typename: 'LegalRuleEdge', node: rule }],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
          },
        },
      }),
    ),
    graphql.query('LegalRulePreview', ({ variables }) => {
      asked.push(variables.input);
      const preview = {
        __typename: 'LegalRulePreview',
        looked: 5,
        changed: 2,
        complete: true,
        examples: [],
      };
      return HttpResponse.json({
        data: {
          legalRulePreview: {
            __typename: 'LegalRulePreviewPayload',
            preview: refusal ? null : preview,
            userErrors: refusal ? [refusal] : [],
          },
        },
      });
    }),
    graphql.mutation('LegalRuleSave', () =>
      HttpResponse.json({
        data: { legalRuleSave: { __typename: 'LegalRuleSavePayload', rule: { ...rule, id: 'lrl_2' }, userErrors: [] } },
      }),
    ),
  );
});

async function begin() {
  const { user } = renderApp('/betrieb/regeln');
  const list = await screen.findByLabelText<HTMLSelectElement>(/Regel, die ersetzt wird/);
  await user.selectOptions(list, 'lrl_1');
  return { user, list, preview: () => user.click(screen.getByRole('button', { name: 'Was hätte sich geändert?' })) };
}

const previewed = () => screen.queryByRole('region', { name: 'Was sich geändert hätte' });

test('editors see since when a rule is valid in words, and where it was seen', async () => {
  const { list } = await begin();
  expect(within(list).getByRole('option', { name: /ab 1\. August 2022/ })).toBeTruthy();
  expect(screen.getByText('fremde Abschrift (example.org)')).toBeTruthy();
  expect(screen.getByText('Verschiebt sich der Tag?')).toBeTruthy();
});

test('a preview is of what is typed: it takes the focus, and goes when something else is typed', async () => {
  const { user, preview } = await begin();
  await user.type(screen.getByLabelText('Gilt ab'), '2027-01-01');
  await preview();
  await waitFor(() => expect(previewed()).toBeTruthy());
  expect(previewed()?.textContent).toContain('Von 5 Tagen des letzten Jahres wären 2 ein anderer.');
  expect(document.activeElement).toBe(previewed());
  await user.type(screen.getByLabelText('Anzahl'), '1');
  expect(previewed()).toBeNull();
});

test('what is no number is never asked for, and the person is led to it', async () => {
  const { user, preview } = await begin();
  await user.type(screen.getByLabelText('Gilt ab'), '2027-01-01');
  await user.clear(screen.getByLabelText('Anzahl'));
  await user.type(screen.getByLabelText('Anzahl'), 'drei');
  await preview();
  expect((await screen.findAllByText('Bitte eine Zahl von 0 bis 1000.')).length).toBeGreaterThan(0);
  expect(document.activeElement?.textContent).toContain('Bitte eine Zahl von 0 bis 1000.');
  expect(asked).toEqual([]);
});

test('an error of the whole form goes with the next preview', async () => {
  const { user, preview } = await begin();
  await user.type(screen.getByLabelText('Gilt ab'), '2027-01-01');
  refusal = { __typename: 'UserError', code: 'FORBIDDEN', field: null, message: 'Das geht so nicht.' };
  await preview();
  expect((await screen.findAllByText('Das geht so nicht.')).length).toBeGreaterThan(0);
  refusal = null;
  await preview();
  await waitFor(() => expect(previewed()).toBeTruthy());
  expect(screen.queryByText('Das geht so nicht.')).toBeNull();
});

test('once a version is saved that is said, and the focus is on the list again', async () => {
  const { user, list } = await begin();
  await user.type(screen.getByLabelText('Gilt ab'), '2027-01-01');
  await user.click(screen.getByRole('button', { name: 'Neue Fassung speichern' }));
  expect(await screen.findByText('Die neue Fassung ist gespeichert.')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(list));
  expect(list.value).toBe('');
});

test('rules that could not be loaded are told as that', async () => {
  server.use(
    graphql.query('DeskRules', () =>
      HttpResponse.json({ errors: [{ message: 'down', extensions: { code: 'INTERNAL' } }] }),
    ),
  );
  renderApp('/betrieb/regeln');
  expect(await screen.findByText(/Die Regeln konnten nicht geladen werden\./)).toBeTruthy();
});
