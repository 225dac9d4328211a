import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, render, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProblemPage } from '../src/app/ProblemPage.tsx';
import { ReloadOffer } from '../src/app/ReloadOffer.tsx';
import { changeDisplay } from '../src/lib/changeDisplay.ts';
import { reportReachable, reportUnreachable } from '../src/lib/connection.ts';
import { defineMessages } from '../src/lib/i18n/messages.ts';
import { lazyPart } from '../src/lib/lazyPart.ts';
import { server } from './server.ts';

beforeEach(() => {
  vi.useFakeTimers();
  server.use(http.get('/readyz', () => new HttpResponse('ok')));
});
afterEach(() => vi.useRealTimers());

const passMinutes = (minutes: number) => act(() => vi.advanceTimersByTimeAsync(minutes * 60_000));
const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

test('when the chunk of the banner itself does not come, reloading is offered all the same', async () => {
  const load = vi.fn().mockImplementation(lost);
  const Banner = lazyPart<'Banner', () => React.ReactNode>(load, 'Banner');
  await act(async () => {
    render(
      <Suspense fallback={<ReloadOffer />}>
        <Banner />
      </Suspense>,
    );
  });
  expect(screen.queryByRole('button')).toBeNull();
  await passMinutes(1);
  expect(screen.getByRole('status').textContent).toContain('Ein Teil der Anwendung fehlt noch');
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
  screen.getByRole('button', { name: 'Seite neu laden' }).click();
  expect(reload).toHaveBeenCalled();
  load.mockResolvedValue({ Banner: () => <p>banner</p> });
  await passMinutes(1);
  expect(screen.getByText('banner')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('while the server is out of reach reloading, which would end at the error page of the browser, is not offered', async () => {
  server.use(http.get('/readyz', () => HttpResponse.error()));
  const load = vi.fn().mockImplementation(lost);
  const Banner = lazyPart<'Banner', () => React.ReactNode>(load, 'Banner');
  await act(async () => {
    render(
      <Suspense fallback={<ReloadOffer />}>
        <Banner />
      </Suspense>,
    );
  });
  act(reportUnreachable);
  await passMinutes(1);
  expect(load.mock.calls.length).toBeGreaterThan(1);
  expect(screen.queryByRole('button')).toBeNull();
  act(reportReachable);
  expect(screen.getByRole('button', { name: 'Seite neu laden' })).toBeTruthy();
});

test('when the English texts do not come, the offer is in English nevertheless', async () => {
  changeDisplay({ locale: 'en' });
  const load = vi.fn().mockImplementation(lost);
  const useMessages = defineMessages({ title: 'Titel' }, load);
  const Title = () => <h1>{useMessages().title}</h1>;
  await act(async () => {
    render(
      <Suspense fallback={<ReloadOffer />}>
        <Title />
      </Suspense>,
    );
  });
  await passMinutes(1);
  expect(screen.getByRole('button', { name: 'Reload page' })).toBeTruthy();
  load.mockResolvedValue({ title: 'Title' });
  await passMinutes(1);
  expect(screen.getByRole('heading', { name: 'Title' })).toBeTruthy();
});

test('English texts that throw leave the German ones', async () => {
  changeDisplay({ locale: 'en' });
  const useMessages = defineMessages({ title: 'Titel' }, () => Promise.reject(new SyntaxError('broken')));
  const Title = () => <h1>{useMessages().title}</h1>;
  await act(async () => {
    render(
      <Suspense>
        <Title />
      </Suspense>,
    );
  });
  expect(screen.getByRole('heading', { name: 'Titel' })).toBeTruthy();
});

test('a page whose chunk throws shows what happened and offers to reload', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const thrown = new Error('thrown as it began');
  const component = lazyPart<'Late', () => React.ReactNode>(() => Promise.reject(thrown), 'Late');
  const router = createRouter({
    routeTree: createRootRoute({ component }),
    defaultErrorComponent: ProblemPage,
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  await act(async () => {
    render(<RouterProvider router={router as never} />);
  });
  await passMinutes(1);
  expect(screen.getByRole('heading', { level: 1, name: 'Das hat nicht geklappt' })).toBeTruthy();
  expect(screen.getByText(/Ein Teil der Anwendung ist fehlerhaft/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Seite neu laden' })).toBeTruthy();
});
