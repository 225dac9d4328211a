import { act, render, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { server } from '../../test/server.ts';
import { reportReachable, reportUnreachable } from './connection.ts';
import { lazyPart } from './lazyPart.ts';
import { BrokenPart, loadChunk, useStuckChunks } from './loadChunk.ts';

const lost = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

beforeEach(() => {
  vi.useFakeTimers();
  server.use(http.get('/readyz', () => new HttpResponse('ok')));
});
afterEach(() => vi.useRealTimers());

const passMinutes = (minutes: number) => act(() => vi.advanceTimersByTimeAsync(minutes * 60_000));

// Answers take real time, pauses only that of the clock.
async function passUntil(done: () => boolean): Promise<void> {
  while (!done()) {
    await vi.advanceTimersByTimeAsync(60_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function Stuck() {
  return <p>{useStuckChunks() ? 'stuck' : 'well'}</p>;
}

test('a part that fails is asked for until it comes, and meanwhile one may reload', async () => {
  render(<Stuck />);
  const load = vi.fn().mockImplementation(lost);
  const loaded = loadChunk(load);
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(screen.getByText('well')).toBeTruthy();
  await passMinutes(5);
  expect(load.mock.calls.length).toBeGreaterThan(5);
  expect(screen.getByText('stuck')).toBeTruthy();
  load.mockResolvedValue('here');
  await passMinutes(1);
  expect(await loaded).toBe('here');
  expect(screen.getByText('well')).toBeTruthy();
});

test('when the server is back, a part is asked for at once', async () => {
  reportUnreachable();
  const load = vi.fn().mockImplementationOnce(lost).mockResolvedValue('here');
  const loaded = loadChunk(load);
  await vi.advanceTimersByTimeAsync(0);
  expect(load).toHaveBeenCalledTimes(1);
  reportReachable();
  expect(await loaded).toBe('here');
});

test('styles that failed are there before what needs them is shown', async () => {
  const href = `${location.origin}/assets/later.css`;
  const styles = vi.fn().mockReturnValueOnce(HttpResponse.error()).mockReturnValueOnce(HttpResponse.error());
  server.use(http.get(href, () => styles() ?? new HttpResponse('', { headers: { 'Content-Type': 'text/css' } })));
  vi.useRealTimers();
  // As Vite leaves it: the link stays, and a second import would not wait for it again.
  const failed = Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
  await new Promise((resolve) => {
    failed.onerror = resolve;
    document.head.append(failed);
  });
  const load = vi
    .fn()
    .mockRejectedValueOnce(new Error(`Unable to preload CSS for ${href}`))
    .mockResolvedValue('here');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const loaded = loadChunk(load);
  await passUntil(() => styles.mock.calls.length === 3);
  expect(await loaded).toBe('here');
  const links = [...document.querySelectorAll<HTMLLinkElement>(`link[href="${href}"]`)];
  expect(links.length).toBe(1);
  expect(links).not.toContain(failed);
  links[0]?.remove();
});

test("a part waits for its own styles, all of them, and for nobody else's", async () => {
  const css = new HttpResponse('', { headers: { 'Content-Type': 'text/css' } });
  const hrefs = ['one', 'two'].map((name) => `${location.origin}/assets/${name}.css`);
  const asked = vi.fn();
  let there = false;
  for (const href of hrefs)
    server.use(
      http.get(href, () => {
        asked(href);
        return there ? css.clone() : HttpResponse.error();
      }),
    );
  vi.useRealTimers();
  // Vite asks for both and names the first that failed.
  await Promise.all(
    hrefs.map(
      (href) =>
        new Promise((resolve) => {
          const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onerror: resolve });
          document.head.append(link);
        }),
    ),
  );
  const load = vi
    .fn()
    .mockRejectedValueOnce(new Error(`Unable to preload CSS for ${hrefs[0]}`))
    .mockResolvedValue('here');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const loaded = loadChunk(load);
  // Meanwhile another part, which has all it needs, is not held up.
  expect(await loadChunk(() => Promise.resolve('other'))).toBe('other');
  there = true;
  asked.mockClear();
  await passUntil(() => asked.mock.calls.length === 2);
  expect(asked.mock.calls.flat().sort()).toEqual(hrefs);
  expect(await loaded).toBe('here');
  for (const link of document.querySelectorAll('link[rel=stylesheet]')) link.remove();
});

test('a component whose part is lost at first shows when it comes, and takes nothing down', async () => {
  const load = vi
    .fn()
    .mockImplementationOnce(lost)
    .mockResolvedValue({ Late: ({ name }: { name: string }) => <p>late {name}</p> });
  const Late = lazyPart<'Late', (props: { name: string }) => React.ReactNode>(load, 'Late');
  await act(async () => {
    render(
      <>
        <p>typed</p>
        <Suspense fallback={<p>waiting</p>}>
          <Late name="Ada" />
        </Suspense>
      </>,
    );
  });
  expect(screen.getByText('waiting')).toBeTruthy();
  await passMinutes(1);
  expect(screen.getByText('late Ada')).toBeTruthy();
  expect(screen.getByText('typed')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(2);
});

test('a part that arrives and throws is not asked for again and again: it fails with what it threw', async () => {
  render(<Stuck />);
  const thrown = new TypeError("Cannot read properties of undefined (reading 'x')");
  // A module keeps what it threw and gives the same error each time.
  const load = vi.fn().mockRejectedValue(thrown);
  const failed = loadChunk(load).catch((problem: unknown) => problem);
  await passMinutes(5);
  expect(load).toHaveBeenCalledTimes(2);
  const problem = await failed;
  expect(problem).toBeInstanceOf(BrokenPart);
  expect((problem as BrokenPart).cause).toBe(thrown);
  expect(screen.getByText('well')).toBeTruthy();
});

test('a part that throws and may be missing leaves what stands instead of it, and the rest', async () => {
  const Late = lazyPart<'Late', (props: { name: string }) => React.ReactNode>(
    () => Promise.reject(new SyntaxError('broken')),
    'Late',
    ({ name }) => <p>instead of {name}</p>,
  );
  await act(async () => {
    render(
      <>
        <p>typed</p>
        <Suspense fallback={<p>waiting</p>}>
          <Late name="Ada" />
        </Suspense>
      </>,
    );
  });
  expect(screen.getByText('instead of Ada')).toBeTruthy();
  expect(screen.getByText('typed')).toBeTruthy();
});

test('a part that cannot be read as a module is broken, though each try makes a new error', async () => {
  const load = vi.fn(() => Promise.reject(new SyntaxError("does not provide an export named 'Page'")));
  await expect(loadChunk(load)).rejects.toThrow(BrokenPart);
  expect(load).toHaveBeenCalledTimes(1);
});

test('a part that was lost and then throws is broken, and no longer counts as on its way', async () => {
  render(<Stuck />);
  const load = vi.fn().mockImplementation(lost);
  const failed = loadChunk(load).catch((problem: unknown) => problem);
  await passMinutes(5);
  expect(screen.getByText('stuck')).toBeTruthy();
  load.mockRejectedValue(new Error('thrown'));
  await passMinutes(5);
  expect(await failed).toBeInstanceOf(BrokenPart);
  expect(screen.getByText('well')).toBeTruthy();
});

test.each([
  'Failed to fetch dynamically imported module: https://schalter.example/assets/a.js',
  'error loading dynamically imported module: https://schalter.example/assets/a.js',
  'Importing a module script failed.',
  "'text/html' is not a valid JavaScript MIME type.",
  'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
])('a browser that remembers a lost request ("%s") takes it for no throwing part', async (message) => {
  const load = vi.fn().mockRejectedValue(new TypeError(message));
  const loaded = loadChunk(load);
  await passMinutes(5);
  expect(load.mock.calls.length).toBeGreaterThan(5);
  load.mockResolvedValue('here');
  await passMinutes(1);
  expect(await loaded).toBe('here');
});
