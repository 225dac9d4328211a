import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';

import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { rollout } from '../../../test/rollouts.ts';
import { server } from '../../../test/server.ts';
import { wholeList } from '../../../test/trade.ts';

test('operators see what is not live yet, or what has a broken link, and are told that there is none', async () => {
  signIn();
  const asked: unknown[] = [];
  server.use(
    graphql.query('ShellViewer', () =>
      HttpResponse.json({ data: { viewer: { ...someone, platformRoles: ['OPERATOR'] } } }),
    ),
    graphql.query('SetUpRollouts', () => HttpResponse.json({ data: { vendorRollouts: wholeList([]) } })),
    graphql.query('DeskRollouts', ({ variables: { broken } }) => {
      asked.push(broken);
      const rollouts = wholeList(broken ? [] : [rollout()]);
      return HttpResponse.json({ data: { desk: { __typename: 'Desk', rollouts } } });
    }),
  );
  const { user } = renderApp('/einrichtungen');
  await screen.findByRole('region', { name: 'Noch nicht online' });
  await user.click(screen.getByRole('link', { name: 'Link funktioniert nicht' }));
  await screen.findByText('Zurzeit ist kein gemeldeter Link defekt.');
  expect(screen.queryByText('Eine Einrichtung beginnt mit der Freigabe einer Bestellung.')).toBeNull();
  expect(asked).toEqual([false, true]);
});
