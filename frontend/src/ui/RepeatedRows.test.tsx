import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { array, minLength, object, pipe, string } from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { changeDisplay } from '../lib/changeDisplay.ts';
import { type FormSchema, type FormState, useForm } from '../lib/form.ts';
import { errorsFromServer } from '../lib/formErrors.ts';
import { type FormRow, keyedRows, withoutKeys } from '../lib/formRows.ts';
import type { UserErrorShape } from '../lib/problems.ts';
import { Checkbox } from './Checkbox.tsx';
import { Form } from './Form.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { RepeatedRows } from './RepeatedRows.tsx';
import { TextInput } from './TextInput.tsx';

interface Item extends FormRow {
  service: string;
  quantity: string;
  live: boolean;
}
interface Order {
  note: string;
  quantity: string;
  items: Item[];
}

const empty = { service: '', quantity: '', live: false };
const items = (...services: string[]) => services.map((service) => ({ ...empty, service }));

let form: FormState<Order>;
let sent: unknown[];
let answer: Promise<readonly UserErrorShape[]>;

function OrderForm(props: {
  begin: Omit<Item, 'key'>[];
  least?: number;
  most?: number;
  movable?: boolean;
  schema?: FormSchema<Order>;
}) {
  const { begin, least = 0, most = 9, movable = false, schema } = props;
  form = useForm<Order>({
    initial: { note: '', quantity: '', items: keyedRows(begin) },
    ...(schema && { schema }),
  });
  const { values, showErrors } = form;
  async function order(checked: Order) {
    sent.push(withoutKeys(checked.items));
    showErrors(errorsFromServer(values, await answer));
  }
  return (
    <main>
      <LiveRegion />
      <Form form={form} onSubmit={order} label="Bestellung">
        <RepeatedRows
          form={form}
          name="items"
          label="Positionen"
          hint="Was Sie bestellen"
          noun="Position"
          empty={empty}
          least={least}
          most={most}
          movable={movable}
        >
          {(row) => (
            <>
              <TextInput label="Dienst" {...row.field('service')} />
              <TextInput label="Menge" {...row.field('quantity')} />
              <Checkbox label="schon in Betrieb" {...row.box('live')} />
            </>
          )}
        </RepeatedRows>
        <TextInput label="Notiz" {...form.field('note')} />
        <button type="submit">Bestellen</button>
      </Form>
    </main>
  );
}

beforeEach(() => {
  sent = [];
  answer = Promise.resolve([]);
});

function open(
  begin: Omit<Item, 'key'>[],
  rules: { least?: number; most?: number; movable?: boolean; schema?: FormSchema<Order> } = {},
) {
  render(<OrderForm begin={begin} {...rules} />);
  return userEvent.setup();
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const row = (name: string) => within(screen.getByRole('group', { name }));
const service = (name: string) => row(name).getByLabelText<HTMLInputElement>('Dienst');
const quantity = (name: string) => row(name).getByLabelText<HTMLInputElement>('Menge');
const headings = () =>
  screen.queryAllByRole('group', { name: /^Position \d/ }).map((one) => one.firstChild?.textContent);
const described = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');
const said = (text: string) =>
  expect.poll(() => screen.getByRole('status').textContent, { timeout: 30_000 }).toBe(text);

test('each row says which of how many it is, within a group that says of what', () => {
  open(items('a', 'b', 'c'));
  expect(headings()).toEqual(['Position 1 von 3', 'Position 2 von 3', 'Position 3 von 3']);
  const group = screen.getByRole('group', { name: 'Positionen' });
  expect(described(group)).toBe('Was Sie bestellen');
  expect(within(group).getAllByRole('group').length).toBe(3);
});

test('adding goes to the first field of the new row', async () => {
  const user = open(items('a'));
  await user.click(button('Position hinzufügen'));
  expect(headings()).toEqual(['Position 1 von 2', 'Position 2 von 2']);
  expect(document.activeElement).toBe(service('Position 2 von 2'));
  expect(service('Position 2 von 2').value).toBe('');
});

test('removing goes to the first field of the next row, and says how many are left', async () => {
  const user = open(items('a', 'b', 'c'));
  await user.click(button('Position 2 entfernen'));
  expect(document.activeElement).toBe(service('Position 2 von 2'));
  expect(service('Position 2 von 2').value).toBe('c');
  await said('Position 2 entfernt, noch 2 übrig.');
});

test('removing the last row goes to the one before it', async () => {
  const user = open(items('a', 'b', 'c'));
  await user.click(button('Position 3 entfernen'));
  expect(document.activeElement).toBe(service('Position 2 von 2'));
  expect(service('Position 2 von 2').value).toBe('b');
});

test('removing the only row goes to the button that adds, and says that none is left', async () => {
  const user = open(items('a'));
  await user.click(button('Position 1 entfernen'));
  expect(headings()).toEqual([]);
  expect(document.activeElement).toBe(button('Position hinzufügen'));
  await said('Position 1 entfernt, nichts mehr übrig.');
});

test('nothing moves the focus but adding and removing', async () => {
  const user = open(items('a', 'b'));
  await user.type(quantity('Position 2 von 2'), '12');
  expect(document.activeElement).toBe(quantity('Position 2 von 2'));
  await user.type(screen.getByLabelText('Notiz'), 'eilt');
  expect(document.activeElement).toBe(screen.getByLabelText('Notiz'));
});

test('at the fewest nothing is removed; the buttons stay reachable and say why', async () => {
  const user = open(items('a', 'b'), { least: 2 });
  const reason = 'Entfernen ist nicht möglich: Weniger als 2 geht nicht.';
  for (const name of ['Position 1 entfernen', 'Position 2 entfernen']) {
    expect(button(name).getAttribute('aria-disabled')).toBe('true');
    expect(button(name).disabled).toBe(false);
    expect(described(button(name))).toBe(reason);
  }
  await user.click(button('Position 1 entfernen'));
  expect(headings().length).toBe(2);
  await said(reason);
  await user.click(button('Position hinzufügen'));
  expect(button('Position 1 entfernen').hasAttribute('aria-disabled')).toBe(false);
  expect(described(button('Position 1 entfernen'))).toBe('');
  expect(screen.queryByText(reason, { selector: 'p' })).toBeNull();
});

test('at the most nothing is added; the button stays reachable and says why', async () => {
  const user = open(items('a'), { most: 2 });
  expect(button('Position hinzufügen').hasAttribute('aria-disabled')).toBe(false);
  await user.click(button('Position hinzufügen'));
  const reason = 'Hinzufügen ist nicht möglich: Mehr als 2 geht nicht.';
  expect(button('Position hinzufügen').getAttribute('aria-disabled')).toBe('true');
  expect(button('Position hinzufügen').disabled).toBe(false);
  expect(described(button('Position hinzufügen'))).toBe(reason);
  await user.click(button('Position hinzufügen'));
  expect(headings().length).toBe(2);
  await said(reason);
  await user.click(button('Position 1 entfernen'));
  expect(button('Position hinzufügen').hasAttribute('aria-disabled')).toBe(false);
});

test('what was typed in other rows stays, in the same inputs, and is sent without keys', async () => {
  const user = open(items('a', 'b', 'c'));
  await user.type(quantity('Position 3 von 3'), '7');
  await user.click(row('Position 3 von 3').getByRole('checkbox'));
  const input = quantity('Position 3 von 3');
  await user.click(button('Position 1 entfernen'));
  await user.click(button('Position hinzufügen'));
  await user.keyboard('d');
  expect(quantity('Position 2 von 3')).toBe(input);
  await user.click(button('Bestellen'));
  expect(sent).toEqual([
    [
      { service: 'b', quantity: '', live: false },
      { service: 'c', quantity: '7', live: true },
      { service: 'd', quantity: '', live: false },
    ],
  ]);
});

test('two changes between two renderings are both kept', () => {
  open(items('a', 'b'));
  act(() => {
    const change = (at: number) =>
      form.set(({ items: now }) => ({
        items: now.map((one, index) => (index === at ? { ...one, quantity: '1' } : one)),
      }));
    change(0);
    change(1);
  });
  expect(form.values.items.map((one) => one.quantity)).toEqual(['1', '1']);
  act(() => {
    button('Position 1 entfernen').click();
    button('Position hinzufügen').click();
  });
  expect(form.values.items.map((one) => one.service)).toEqual(['b', '']);
});

const refused: UserErrorShape[] = [
  { code: 'INVALID', field: ['input', 'items', '1', 'quantity'], message: 'Zu viele' },
];

test('an error of the server reaches the field of its row, and stays with it when a row before it goes', async () => {
  answer = Promise.resolve(refused);
  const user = open(items('a', 'b', 'c'));
  await user.click(button('Bestellen'));
  expect(described(quantity('Position 2 von 3'))).toBe('Zu viele');
  await user.click(button('Position 1 entfernen'));
  expect(described(quantity('Position 1 von 2'))).toBe('Zu viele');
  expect(described(quantity('Position 2 von 2'))).toBe('');
  expect(screen.getAllByText('Zu viele').length).toBe(2);
  await user.click(screen.getByRole('link', { name: 'Zu viele' }));
  expect(document.activeElement).toBe(quantity('Position 1 von 2'));
});

// The form is on its way while somebody removes a row.
async function refusedAfter(remove: string) {
  let arrive = (_: readonly UserErrorShape[]) => {};
  answer = new Promise((resolve) => {
    arrive = resolve;
  });
  const user = open(items('a', 'b', 'c'));
  await user.click(button('Bestellen'));
  await user.click(button(remove));
  await act(async () => arrive(refused));
}

test('an error of the server reaches the field of its row when a row before it went meanwhile', async () => {
  await refusedAfter('Position 1 entfernen');
  expect(described(quantity('Position 1 von 2'))).toBe('Zu viele');
  expect(described(quantity('Position 2 von 2'))).toBe('');
});

test('an error of a row that went meanwhile is said, but leads nowhere and meets no other row', async () => {
  await refusedAfter('Position 2 entfernen');
  expect(screen.getAllByText('Zu viele').length).toBe(1);
  expect(screen.queryByRole('link', { name: 'Zu viele' })).toBeNull();
  expect(screen.getByRole('alert').textContent).toContain('Zu viele');
});

test('an error goes with its row, and does not come back with a new one', async () => {
  answer = Promise.resolve(refused);
  const user = open(items('a', 'b'));
  await user.click(button('Bestellen'));
  await user.click(button('Position 2 entfernen'));
  await user.click(button('Position hinzufügen'));
  expect(screen.queryByText('Zu viele')).toBeNull();
});

test('an error of a row goes to no field of the form outside, and one of the list to the button that adds', async () => {
  answer = Promise.resolve([
    { code: 'INVALID', field: ['items', '0', 'note'], message: 'Unbekannt' },
    { code: 'REQUIRED', field: ['note'], message: 'Notiz fehlt' },
  ]);
  const user = open(items('a'));
  await user.click(button('Bestellen'));
  expect(described(screen.getByLabelText('Notiz'))).toBe('Notiz fehlt');
  expect(described(button('Position hinzufügen'))).toBe('Unbekannt');
  await user.click(screen.getByRole('link', { name: 'Unbekannt' }));
  expect(document.activeElement).toBe(button('Position hinzufügen'));
});

test('our own check reaches the fields of the rows too, and the summary names them in the order of reading', async () => {
  const whole = pipe(string(), minLength(1, 'Menge fehlt'));
  const row = object({ key: string(), service: pipe(string(), minLength(1, 'Dienst fehlt')), quantity: whole });
  const schema = object({ note: pipe(string(), minLength(1, 'Notiz fehlt')), items: array(row) });
  const user = open(items('', 'b'), { schema: schema as unknown as FormSchema<Order> });
  await user.click(button('Bestellen'));
  expect(sent).toEqual([]);
  expect(described(service('Position 1 von 2'))).toBe('Dienst fehlt');
  expect(described(quantity('Position 2 von 2'))).toBe('Menge fehlt');
  const links = within(screen.getByRole('alert')).getAllByRole('link');
  expect(links.map((one) => one.textContent)).toEqual(['Notiz fehlt', 'Dienst fehlt', 'Menge fehlt', 'Menge fehlt']);
});

test('where the order says something, rows are moved up, with what was typed and with the focus', async () => {
  const user = open(items('A', 'B', 'C'), { movable: true });
  expect(screen.queryByRole('button', { name: 'Position 1 nach oben' })).toBeNull();
  await user.type(service('Position 3 von 3'), 'c');
  await user.click(button('Position 3 nach oben'));
  expect(form.values.items.map((one) => one.service)).toEqual(['A', 'Cc', 'B']);
  expect(document.activeElement).toBe(button('Position 2 nach oben'));
  await user.keyboard('{Enter}');
  expect(form.values.items.map((one) => one.service)).toEqual(['Cc', 'A', 'B']);
  // The first one has no way up any more: its first field takes the focus.
  expect(document.activeElement).toBe(service('Position 1 von 3'));
  await said('Position steht jetzt an Stelle 1.');
});

test('rows that are there by default stay where they are', () => {
  open(items('A', 'B'));
  expect(screen.queryByRole('button', { name: /nach oben/ })).toBeNull();
});

test('all of it by keyboard alone', async () => {
  const user = open([], { most: 2 });
  await user.tab();
  expect(document.activeElement).toBe(button('Position hinzufügen'));
  await user.keyboard('{Enter}');
  await user.keyboard('Wohngeld{Tab}3{Tab} {Tab}');
  expect(document.activeElement).toBe(button('Position 1 entfernen'));
  await user.tab();
  await user.keyboard(' ');
  await user.keyboard('Melderegister');
  await user.tab({ shift: true });
  expect(document.activeElement).toBe(button('Position 1 entfernen'));
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(service('Position 1 von 1'));
  expect(form.values.items.map((one) => one.service)).toEqual(['Melderegister']);
  expect(sent).toEqual([]);
});

test('English', async () => {
  changeDisplay({ locale: 'en' });
  function Items() {
    const items = useForm({ initial: { items: keyedRows([{ name: '' }, { name: '' }]) } });
    return (
      <>
        <LiveRegion />
        <RepeatedRows form={items} name="items" label="Items" noun="item" empty={{ name: '' }} least={1} most={2}>
          {(row) => <TextInput label="Name" {...row.field('name')} />}
        </RepeatedRows>
      </>
    );
  }
  await act(async () => void render(<Items />));
  const user = userEvent.setup();
  await screen.findByRole('group', { name: 'Item 2 of 2' });
  expect(described(button('Add item'))).toBe('Nothing can be added: there can be no more than 2.');
  await user.click(button('Remove item 1'));
  await said('Item 1 removed, 1 left.');
  expect(described(button('Remove item 1'))).toBe('Nothing can be removed: there must be at least 1.');
});

test('axe finds nothing: with rows and errors, at the fewest and the most, and empty', async () => {
  const rules = { 'color-contrast': { enabled: false }, 'page-has-heading-one': { enabled: false } };
  const wrong = async () => {
    const { violations } = await axe.run(document.body, { rules });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  };
  answer = Promise.resolve([...refused, { code: 'INVALID', field: ['items'], message: 'So nicht' }]);
  const user = open(items('a', 'b'), { least: 2, most: 2 });
  await user.click(button('Bestellen'));
  expect(screen.getAllByText('Zu viele').length).toBe(2);
  expect(await wrong()).toEqual([]);
  act(() => form.set({ items: [] }));
  expect(await wrong()).toEqual([]);
});
