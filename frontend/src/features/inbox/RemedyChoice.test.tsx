import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { PeriodInput } from '../../gql/graphql.ts';
import { RemedyChoice } from './RemedyChoice.tsx';

const chosen: (PeriodInput | null)[] = [];

function Choice({ error }: { error?: string }) {
  const [remedy, setRemedy] = useState<PeriodInput | null | undefined>();
  return (
    <RemedyChoice
      remedy={remedy}
      error={error}
      onChange={(one) => {
        chosen.push(one);
        setRemedy(one);
      }}
    />
  );
}

const checked = () =>
  screen
    .getAllByRole<HTMLInputElement>('radio')
    .filter((one) => one.checked)
    .map((one) => one.labels?.[0]?.textContent);

test('no period is guessed; what is chosen is what the instruction says, and none is a choice of its own', async () => {
  render(<Choice />);
  expect(checked()).toEqual([]);
  const user = userEvent.setup();
  for (const name of ['Ein Monat', 'Zwei Wochen', 'Keine Belehrung: ein Jahr (§ 58 Abs. 2 VwGO)']) {
    await user.click(screen.getByRole('radio', { name }));
    expect(checked()).toEqual([name]);
  }
  expect(chosen).toEqual([{ amount: 1, unit: 'MONTHS' }, { amount: 2, unit: 'WEEKS' }, null]);
});

test('a refusal stands at the choice, and is read with it', () => {
  render(<Choice error="Wählen Sie bitte." />);
  const group = screen.getByRole('group', { name: /Rechtsbehelfsbelehrung im Bescheid/ });
  const described = (group.getAttribute('aria-describedby') ?? '').split(' ');
  const words = described.map((id) => document.getElementById(id)?.textContent).join(' ');
  expect(words).toContain('Wählen Sie bitte.');
});
