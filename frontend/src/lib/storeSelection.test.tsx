import { act, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useSyncExternalStoreWithSelector } from './storeSelection.ts';

interface State {
  name: string;
  other: number;
}

function storeOf(state: State) {
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set(next: State) {
      state = next;
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

// What the router's store does with it: a selection is an object made anew at each reading, compared by what it holds.
const same = (a: { name: string }, b: { name: string }) => a.name === b.name;

test('renders for what was selected alone, keeps an equal selection, and reads another one at once', () => {
  const store = storeOf({ name: 'Bamberg', other: 1 });
  const rendered = vi.fn();
  const selections = new Set<object>();
  function Shown({ suffix }: { suffix: string }) {
    const select = ({ name }: State) => ({ name: name + suffix });
    const selection = useSyncExternalStoreWithSelector(store.subscribe, store.get, store.get, select, same);
    rendered();
    selections.add(selection);
    return <p>{selection.name}</p>;
  }
  const { rerender, unmount } = render(<Shown suffix="!" />);
  screen.getByText('Bamberg!');
  act(() => store.set({ name: 'Bamberg', other: 2 }));
  expect(rendered).toHaveBeenCalledTimes(1);
  rerender(<Shown suffix="!" />);
  expect(selections.size).toBe(1);
  act(() => store.set({ name: 'Coburg', other: 2 }));
  screen.getByText('Coburg!');
  rerender(<Shown suffix="?" />);
  screen.getByText('Coburg?');
  unmount();
  expect(store.listeners.size).toBe(0);
});
