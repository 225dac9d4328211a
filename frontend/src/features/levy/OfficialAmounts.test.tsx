import { fireEvent, render, screen } from '@testing-library/react';
import { Client, fetchExchange, Provider } from 'urql';
import { expect, test } from 'vitest';
import { OfficialAmounts } from './OfficialAmounts.tsx';

/** A file whose text comes when it is told to. */
function slowFile(text: string) {
  let come = () => {};
  const read = new Promise<string>((resolve) => {
    come = () => resolve(text);
  });
  return { file: Object.assign(new File([], 'betraege.csv'), { text: () => read }), come };
}

const lines = (...places: string[]) => ['ars;ebene;betrag', ...places.map((ars) => `${ars};GEMEINDE;1,00`)].join('\n');

test('what is taken over is of the file that was chosen last, however long each is read', async () => {
  const client = new Client({ url: 'http://localhost/graphql', exchanges: [fetchExchange], preferGetMethod: false });
  const { container } = render(
    <Provider value={client}>
      <OfficialAmounts yearId="lvy_1" version={1} onSaved={() => {}} />
    </Provider>,
  );
  const input = container.querySelector('#official-file') as HTMLInputElement;
  const first = slowFile(lines('094610000000', '094620000000'));
  const second = slowFile(lines('094630000000'));
  fireEvent.change(input, { target: { files: [first.file] } });
  fireEvent.change(input, { target: { files: [second.file] } });
  second.come();
  expect(await screen.findByText(/^094630000000/)).toBeTruthy();
  first.come();
  await Promise.resolve();
  expect(await screen.findByText(/^094630000000/)).toBeTruthy();
  expect(screen.queryByText(/^094610000000/)).toBeNull();
  // While another one is read, the one before is neither shown nor offered.
  const third = slowFile(lines('094640000000'));
  fireEvent.change(input, { target: { files: [third.file] } });
  expect(screen.queryByText(/^094630000000/)).toBeNull();
  expect(screen.queryByRole('button', { name: /übernehmen/i })).toBeNull();
  third.come();
  expect(await screen.findByText(/^094640000000/)).toBeTruthy();
});
