import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { offering } from '../../../test/market.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const offerings: Record<string, object> = {
  a: offering('a', 'Gewerbe', {}, { eligible: ['GEMEINDE', 'LANDKREIS'] }),
  b: offering('b', 'Wohngeld', {}, { costClass: 'PRICED', eligible: ['LANDKREIS', 'GEMEINDE'] }),
};

beforeEach(() => {
  server.use(
    graphql.query('OfferingToCompare', ({ variables }) =>
      HttpResponse.json({ data: { offering: offerings[variables.slug] ?? null } }),
    ),
  );
});

test('two stand side by side; a difference is marked by a word, and another order is none', async () => {
  const { user, router } = renderApp('/markt/vergleich?leistung=a&leistung=b');
  const table = await screen.findByRole('table', { name: 'Angaben der gewählten Leistungen im Vergleich' });
  const rowOf = (name: RegExp) => within(table).getByRole('rowheader', { name }).closest('tr') as HTMLElement;
  expect(rowOf(/^Kosten/).textContent).toContain('verschieden');
  expect(
    within(rowOf(/^Kosten/))
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['Kostenfrei', 'Kostenpflichtig']);
  expect(rowOf(/^Wer übernehmen darf/).textContent).not.toContain('verschieden');
  expect(screen.getByText('1 von 12 Angaben sind verschieden.')).toBeTruthy();
  await user.click(screen.getByLabelText('Gleiches ausblenden'));
  await waitFor(() =>
    expect(router.history.location.href).toBe('/markt/vergleich?leistung=a&leistung=b&nur=unterschiede'),
  );
  expect(within(screen.getByRole('table')).getAllByRole('rowheader')).toHaveLength(1);
});

test('one can be taken out; fewer than two say how to choose, with the choice kept', async () => {
  const { user } = renderApp('/markt/vergleich?leistung=a&leistung=b');
  await user.click(await screen.findByRole('link', { name: 'Wohngeld entfernen' }));
  await screen.findByText('Wählen Sie zwei oder drei Leistungen');
  expect(screen.getByRole('link', { name: 'Im Markt auswählen' }).getAttribute('href')).toBe('/markt?vergleich=a');
});

test('what is not in the market any more is named, and the rest compared', async () => {
  renderApp('/markt/vergleich?leistung=a&leistung=weg&leistung=b');
  await screen.findByText('„weg“ gibt es im Markt nicht');
  expect(screen.getAllByRole('columnheader')).toHaveLength(3);
});
