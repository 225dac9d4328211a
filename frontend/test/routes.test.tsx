import type { AnyRoute } from '@tanstack/react-router';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createAppRouter } from '../src/app/router.tsx';
import { domains, loadedRoutes } from '../src/app/routes/domains.ts';
import { renderApp } from './renderApp.tsx';

const firstPart = ({ options }: AnyRoute) => (options as { path: string }).path.split('/')[1] || 'start';

test('the first part of a path belongs to one domain, which claims it', async () => {
  const owners = new Map<string, string>();
  for (const [claims, load] of domains) {
    for (const part of claims.split(' ')) {
      expect(owners.get(part), part).toBeUndefined();
      owners.set(part, claims);
    }
    const exported = Object.values(await load());
    expect(exported, claims).toHaveLength(1);
    for (const route of exported[0] ?? []) expect(claims.split(' ')).toContain(firstPart(route));
  }
});

test('a page of a domain that is not there yet is found, with its address as it was', async () => {
  expect(loadedRoutes()).toEqual([]);
  const { router } = renderApp('/anmelden?weiter=%2Fpostfach#ende');
  await screen.findByRole('heading', { level: 1, name: 'Anmelden' });
  expect(router.history.location.href).toBe('/anmelden?weiter=%2Fpostfach#ende');
  expect(router.history.length).toBe(1);
  expect(router.state.matches.at(-1)?.search).toEqual({ weiter: '/postfach' });
});

test('what is kept with an entry of the history stays when its domain arrives', async () => {
  const { router } = renderApp('/anmelden');
  await screen.findByRole('heading', { level: 1, name: 'Anmelden' });
  await router.navigate({ to: '/pruefen', state: { words: 'kept' } });
  await screen.findByRole('heading', { level: 1, name: 'Nachweis prüfen' });
  expect(router.state.location.state.words).toBe('kept');
  expect(router.history.length).toBe(2);
  router.history.back();
  await screen.findByRole('heading', { level: 1, name: 'Anmelden' });
});

test('what no domain has leads to the page that says so', async () => {
  renderApp('/konto/gibt-es-nicht');
  await screen.findByRole('heading', { level: 1, name: 'Seite nicht gefunden' });
});

test('links are typed though the routes they lead to are not there yet', () => {
  const { buildLocation } = createAppRouter();
  expect(buildLocation({ to: '/postfach/$mailboxId', params: { mailboxId: 'm' } }).href).toBe('/postfach/m');
  // @ts-expect-error There is no such page.
  buildLocation({ to: '/postfaecher' });
  // @ts-expect-error Its search has no such name.
  buildLocation({ to: '/anmelden', search: { wohin: '/' } });
});
