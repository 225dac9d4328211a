import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { Combobox, type ComboboxOption } from './Combobox.tsx';

// Row by row the keyboard tables of https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ for an editable combobox with list
// autocomplete and a listbox: the focus stays in the text, what is "focused" in the list is named by aria-activedescendant.

const places = ['Bad Aibling', 'Bad Tölz', 'Bamberg'].map((label) => ({ value: label, label }));
const picked = vi.fn();

function Places({ options = places, busy = false }: { options?: ComboboxOption[]; busy?: boolean }) {
  const [text, setText] = useState('');
  return (
    <form onSubmit={() => picked('submitted')}>
      <Combobox
        id="place"
        label="Ort"
        text={text}
        onText={setText}
        options={text ? options : []}
        busy={busy}
        onPick={({ label }) => {
          picked(label);
          setText(label);
        }}
      />
      <button type="button">danach</button>
    </form>
  );
}

async function typed(text = 'ba', options = places) {
  picked.mockReset();
  const user = userEvent.setup();
  render(<Places options={options} />);
  const input = screen.getByRole<HTMLInputElement>('combobox');
  await user.click(input);
  await user.keyboard(text);
  return { user, input };
}

const active = () => {
  const id = screen.getByRole('combobox').getAttribute('aria-activedescendant');
  return id && document.getElementById(id)?.textContent;
};
const expanded = () => screen.getByRole('combobox').getAttribute('aria-expanded') === 'true';

test('printable characters are typed, show suggestions and mark none', async () => {
  const { input } = await typed();
  expect(input.value).toBe('ba');
  expect(expanded()).toBe(true);
  expect(active()).toBeNull();
  expect(document.activeElement).toBe(input);
});

test('Down marks the first suggestion, then the next, and behind the last the text again', async () => {
  const { user, input } = await typed();
  const seen: unknown[] = [];
  for (let times = 0; times < 5; times++) {
    await user.keyboard('{ArrowDown}');
    seen.push(active());
  }
  expect(seen).toEqual(['Bad Aibling', 'Bad Tölz', 'Bamberg', null, 'Bad Aibling']);
  expect(document.activeElement).toBe(input);
  expect(screen.getByRole('option', { selected: true }).textContent).toBe('Bad Aibling');
});

test('Up marks the last suggestion, then the one before, and before the first the text again', async () => {
  const { user } = await typed();
  const seen: unknown[] = [];
  for (let times = 0; times < 5; times++) {
    await user.keyboard('{ArrowUp}');
    seen.push(active());
  }
  expect(seen).toEqual(['Bamberg', 'Bad Tölz', 'Bad Aibling', null, 'Bamberg']);
});

test('Alt+Down shows the suggestions and marks none', async () => {
  const { user } = await typed();
  await user.keyboard('{Escape}{Alt>}{ArrowDown}{/Alt}');
  expect(expanded()).toBe(true);
  expect(active()).toBeNull();
});

test('Alt+Up closes the suggestions, and the mark is back in the text', async () => {
  const { user, input } = await typed();
  await user.keyboard('{ArrowDown}{Alt>}{ArrowUp}{/Alt}');
  expect(expanded()).toBe(false);
  expect(active()).toBeNull();
  expect(input.value).toBe('ba');
});

test('Enter takes the marked suggestion, closes, sets the cursor behind it and sends no form', async () => {
  const { user, input } = await typed();
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(picked.mock.calls).toEqual([['Bad Tölz']]);
  expect(input.value).toBe('Bad Tölz');
  expect(input.selectionStart).toBe('Bad Tölz'.length);
  expect(expanded()).toBe(false);
  expect(document.activeElement).toBe(input);
});

test('Enter without a mark takes nothing, but for the only suggestion', async () => {
  const { user } = await typed();
  await user.keyboard('{Enter}');
  expect(picked).not.toHaveBeenCalledWith('Bad Aibling');
});

test('Enter takes the only suggestion', async () => {
  const { user } = await typed('bam', places.slice(2));
  await user.keyboard('{Enter}');
  expect(picked.mock.calls).toEqual([['Bamberg']]);
});

test('Escape closes the suggestions and leaves text and focus', async () => {
  const { user, input } = await typed();
  await user.keyboard('{ArrowDown}{Escape}');
  expect(expanded()).toBe(false);
  expect(active()).toBeNull();
  expect(input.value).toBe('ba');
  expect(document.activeElement).toBe(input);
});

test.each([
  ['Home', 0],
  ['End', 2],
])('%s goes back to the text and moves the cursor there', async (key, at) => {
  const { user, input } = await typed();
  await user.keyboard(`{ArrowDown}{${key}}`);
  expect(active()).toBeNull();
  expect(expanded()).toBe(true);
  expect(input.selectionStart).toBe(at);
});

test.each([
  ['ArrowLeft', 1],
  ['ArrowRight', 2],
])('%s goes back to the text without closing', async (key, at) => {
  const { user, input } = await typed();
  await user.keyboard(`{ArrowDown}{${key}}`);
  expect(active()).toBeNull();
  expect(expanded()).toBe(true);
  expect(input.selectionStart).toBe(at);
});

test.each([
  ['m', 'bam'],
  ['{Backspace}', 'b'],
])('%s with a mark goes on in the text, without closing', async (keys, text) => {
  const { user, input } = await typed();
  await user.keyboard('{ArrowDown}');
  await user.keyboard(keys);
  expect(input.value).toBe(text);
  expect(active()).toBeNull();
  expect(expanded()).toBe(true);
});

test('Tab leaves for what comes next, closes and takes nothing; the list itself is never reached', async () => {
  const { user } = await typed();
  await user.keyboard('{ArrowDown}');
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'danach' }));
  expect(expanded()).toBe(false);
  expect(picked).not.toHaveBeenCalled();
});

test('a mark goes with its suggestion, and takes no other that comes in its place', async () => {
  picked.mockReset();
  const user = userEvent.setup();
  const { rerender } = render(<Places />);
  await user.click(screen.getByRole('combobox'));
  await user.keyboard('ba{ArrowDown}{ArrowDown}');
  expect(active()).toBe('Bad Tölz');
  rerender(<Places options={places.slice(1)} />);
  expect(active()).toBe('Bad Tölz');
  rerender(<Places options={[places[0], places[2]] as ComboboxOption[]} />);
  expect(active()).toBeNull();
  await user.keyboard('{Enter}');
  expect(picked.mock.calls).toEqual([['submitted']]);
});

test('while suggestions are on their way, Enter takes not the only one of before', async () => {
  picked.mockReset();
  const user = userEvent.setup();
  render(<Places options={places.slice(2)} busy />);
  await user.click(screen.getByRole('combobox'));
  await user.keyboard('bam{Enter}');
  expect(picked.mock.calls).toEqual([['submitted']]);
});

test('a mark behind the last of fewer suggestions is none', async () => {
  picked.mockReset();
  const user = userEvent.setup();
  const { rerender } = render(<Places />);
  await user.click(screen.getByRole('combobox'));
  await user.keyboard('ba{ArrowUp}');
  expect(active()).toBe('Bamberg');
  rerender(<Places options={places.slice(0, 2)} />);
  expect(active()).toBeNull();
  await user.keyboard('{ArrowDown}');
  expect(active()).toBe('Bad Aibling');
});

test('the marked suggestion is scrolled into view, as little as it takes; pointing and typing scroll nothing', async () => {
  const scrolled: unknown[] = [];
  vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element, how) {
    scrolled.push([this.textContent, how]);
  });
  const { user } = await typed();
  await user.hover(screen.getByRole('option', { name: 'Bamberg' }));
  expect(scrolled).toEqual([]);
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowDown}{ArrowDown}');
  expect(scrolled).toEqual(['Bamberg', 'Bad Tölz', 'Bamberg'].map((label) => [label, { block: 'nearest' }]));
  await user.keyboard('m');
  await user.click(screen.getByRole('option', { name: 'Bamberg' }));
  expect(scrolled.length).toBe(3);
});

test('the marked suggestion is scrolled into view again when others come before it', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Places options={places.slice(1)} />);
  await user.click(screen.getByRole('combobox'));
  await user.keyboard('ba{ArrowDown}');
  expect(active()).toBe('Bad Tölz');
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
  rerender(<Places options={places} />);
  expect(active()).toBe('Bad Tölz');
  expect(scrolled.mock.contexts.map((option) => (option as Element).textContent)).toEqual(['Bad Tölz']);
});
