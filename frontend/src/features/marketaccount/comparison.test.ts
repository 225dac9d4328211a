import { expect, test } from 'vitest';
import { compareEmails, compareKnown, compareNames, comparePersons } from './comparison.ts';

test.each([
  ['Thomas Vogel', 'Thomas Vogel', 'same'],
  ['Günther Strauß', 'Guenther Strauss', 'spelling'],
  ['Ruth Keller', 'Dr. Ruth Anna Keller', 'spelling'],
  ['Zoë Šípková', 'Zoe Sipkova', 'spelling'],
  ['Thomas Vogel', 'Thomas Vogler', 'differs'],
  ['Thomas Vogel', null, 'absent'],
] as const)('F3 the person %s beside %s', (asked, said, want) => {
  expect(comparePersons(asked, said)).toBe(want);
});

test.each([
  ['a@coburg.example', 'A@Coburg.example', [], 'same'],
  ['a@coburg.example', 'post@coburg.example', ['Post@coburg.example'], 'mailbox'],
  ['a@coburg.example', 'b@coburg.example', ['post@coburg.example'], 'differs'],
  ['a@coburg.example', undefined, [], 'absent'],
] as const)('F3 the address %s beside %s', (asked, said, mailboxes, want) => {
  expect(compareEmails(asked, said, mailboxes)).toBe(want);
});

test('F3 an organisation and its tax number', () => {
  expect(compareNames('Stadt Coburg', 'Stadt Coburg')).toBe('same');
  expect(compareNames('Markt Söchtenau', 'markt soechtenau')).toBe('spelling');
  expect(compareNames('Landkreis Bayreuth', 'Landratsamt Bayreuth')).toBe('differs');
  expect(compareKnown('9212011400002', '9212011400002')).toBe('same');
  expect(compareKnown('9212011400002', '9207011400002')).toBe('differs');
  expect(compareKnown(null, '9207011400002')).toBe('unknown');
  expect(compareKnown('9212011400002', null)).toBe('absent');
});
