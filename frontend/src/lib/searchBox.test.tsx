import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { useSearchBox } from './searchBox.ts';

function Inbox() {
  const box = useSearchBox('suche', 'visit', 20);
  return (
    <>
      <input aria-label="Suche" value={box.text} onChange={(event) => box.setText(event.target.value)} />
      <p data-testid="words">{box.words}</p>
      <Outlet />
    </>
  );
}

async function open(path: string) {
  let arrive = () => {};
  const other = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const root = createRootRoute();
  const inbox = createRoute({ getParentRoute: () => root, path: 'eingang/$authority', component: Inbox });
  const kase = createRoute({ getParentRoute: () => inbox, path: '$case', component: () => <p>Fall</p> });
  const elsewhere = createRoute({
    getParentRoute: () => root,
    path: 'konto',
    loader: () => other,
    component: () => <p>Konto</p>,
  });
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createRouter({
    history,
    routeTree: root.addChildren([inbox.addChildren([kase]), elsewhere]),
    defaultPendingMs: 1_000_000,
  });
  // biome-ignore lint/suspicious/noExplicitAny: a router of its own, not the product's.
  render(<RouterProvider router={router as any} />);
  await screen.findByLabelText('Suche');
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  const go = (to: string) => void act(() => void router.navigate({ to } as any));
  return { user: userEvent.setup(), history, go, arrive };
}

// Only what hangs meets it.
const patient = { timeout: 30_000 };
const typed = () => screen.getByLabelText<HTMLInputElement>('Suche').value;
const words = (text: string) => expect.poll(() => screen.getByTestId('words').textContent, patient).toBe(text);
const named = (history: ReturnType<typeof createMemoryHistory>) => (history.location.state as { words?: string }).words;

test('words stand in the entry also while something within the page is open', async () => {
  const { user, history, go } = await open('/eingang/a/c1');
  await user.type(screen.getByLabelText('Suche'), 'Müller');
  await words('Müller');
  await expect.poll(() => named(history), patient).toMatch(/^words\./);
  // Another list has words of its own.
  go('/eingang/b');
  await words('');
  expect(typed()).toBe('');
  act(() => history.back());
  await words('Müller');
  expect(typed()).toBe('Müller');
});

test('what is typed while another page is on its way stays, and is there when one turns back', async () => {
  const { user, history, go } = await open('/eingang/a');
  go('/konto');
  await expect.poll(() => history.location.pathname, patient).toBe('/konto');
  await user.type(screen.getByLabelText('Suche'), 'Gewerbe');
  await words('Gewerbe');
  expect(named(history)).toBeUndefined();
  act(() => history.back());
  await expect.poll(() => named(history), patient).toMatch(/^words\./);
  expect(typed()).toBe('Gewerbe');
  await words('Gewerbe');
});

test('the page that was on its way comes', async () => {
  const { user, go, arrive } = await open('/eingang/a');
  await user.type(screen.getByLabelText('Suche'), 'Gewerbe');
  await words('Gewerbe');
  go('/konto');
  expect(typed()).toBe('Gewerbe');
  arrive();
  await screen.findByText('Konto');
});
