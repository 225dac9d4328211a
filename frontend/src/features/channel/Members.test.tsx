import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { channelState, colleague, inputs, mutation, openChannel, refused } from '../../../test/channel.ts';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

beforeEach(openChannel);

test('an admin changes what a colleague may do, and is told why not', async () => {
  let refusal = true;
  server.use(
    mutation('MemberUpdate', 'memberUpdate', () => {
      if (refusal)
        return { membership: null, ...refused('roles', 'Das ist die letzte Person, die diese Stelle verwaltet.') };
      channelState.members = [{ ...colleague, version: 5, roles: ['CLERK', 'ADMIN'] }];
      return { membership: channelState.members[0] as object };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await user.click(await screen.findByRole('button', { name: 'Rechte von Bob Beispiel ändern' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('checkbox', { name: 'Verwaltung der Stelle' }));
  await user.click(within(dialog).getByRole('button', { name: 'Speichern' }));
  expect(await within(dialog).findByText(/letzte Person/)).toBeTruthy();
  refusal = false;
  await user.click(within(dialog).getByRole('button', { name: 'Speichern' }));
  expect(await screen.findByText('Rechte von Bob Beispiel geändert')).toBeTruthy();
  expect(await screen.findByText('Sachbearbeitung, Verwaltung der Stelle')).toBeTruthy();
  expect(inputs.at(-1)).toEqual({
    membershipId: 'mem_2',
    expectedVersion: 4,
    roles: ['CLERK', 'ADMIN'],
    allAuthorities: true,
    authorityIds: [],
  });
});

test('a colleague is removed only after a question', async () => {
  server.use(
    mutation('MemberRemove', 'memberRemove', () => {
      channelState.members = [];
      return { removedMembershipId: 'mem_2' };
    }),
  );
  const { user } = renderApp('/stelle/aut_1/kanal');
  await user.click(await screen.findByRole('button', { name: 'Rechte von Bob Beispiel ändern' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Entfernen' }));
  const question = await screen.findByRole('dialog', { name: 'Bob Beispiel entfernen?' });
  expect(inputs).toEqual([]);
  expect(within(question).getByText(/niemandem mehr zugewiesen/)).toBeTruthy();
  await user.click(within(question).getByRole('button', { name: 'Endgültig entfernen' }));
  expect(await screen.findByText('Entfernt: Bob Beispiel')).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('Bob Beispiel')).toBeNull());
  expect(inputs).toEqual([{ membershipId: 'mem_2' }]);
});
