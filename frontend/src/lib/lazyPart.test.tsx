import { act, render, screen } from '@testing-library/react';
import { Suspense, useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { changeLocale } from './changeDisplay.ts';
import { defineMessages } from './i18n/messages.ts';
import { lazyPart } from './lazyPart.ts';

afterEach(() => changeLocale('de'));

// A page as it arrives with its chunk: the texts of what it shows later are declared by then.
function arrivingPage(loadEn: () => Promise<{ file: string }>) {
  return async () => {
    const useMessages = defineMessages({ file: 'Datei' }, loadEn);
    const Later = () => <p>{useMessages().file}</p>;
    return {
      Page: () => {
        const [open, setOpen] = useState(false);
        return (
          <>
            <button type="button" onClick={() => setOpen(true)}>
              open
            </button>
            {open && <Later />}
          </>
        );
      },
    };
  };
}

function show(Page: React.ComponentType) {
  return render(
    <Suspense fallback={<p>waiting</p>}>
      <Page />
    </Suspense>,
  );
}

test('who reads English gets a page with all its texts: what it shows later takes nothing of it away', async () => {
  await changeLocale('en');
  let arrive = (_texts: { file: string }) => {};
  const texts = new Promise<{ file: string }>((resolve) => {
    arrive = resolve;
  });
  const loadEn = vi.fn(() => texts);
  const arrived = vi.fn();
  const Page = lazyPart(arrivingPage(loadEn), 'Page');
  show(Page);
  void Page.preload()?.then(arrived);
  await vi.waitFor(() => expect(loadEn).toHaveBeenCalled());
  expect(screen.queryByRole('button')).toBeNull();
  expect(arrived).not.toHaveBeenCalled();
  await act(async () => arrive({ file: 'file' }));
  act(() => screen.getByRole('button').click());
  expect(screen.getByText('file')).toBeTruthy();
  expect(screen.queryByText('waiting')).toBeNull();
});

test('a dictionary that does not come holds up its own part alone, and nobody who reads German', async () => {
  await changeLocale('en');
  const never = () => new Promise<never>(() => {});
  const asked = vi.fn(never);
  void lazyPart(arrivingPage(asked), 'Page').preload();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  await lazyPart(
    arrivingPage(async () => ({ file: 'file' })),
    'Page',
  ).preload();
  await changeLocale('de');
  await lazyPart(arrivingPage(never), 'Page').preload();
});
