import { expect, test } from 'vitest';
import {
  allowedStep,
  nextStep,
  type RequestAnswers,
  readAnswers,
  requestInput,
  requestSteps,
  splitName,
} from './request.ts';

const blank = (change: Partial<RequestAnswers> = {}): RequestAnswers => ({
  ...readAnswers({
    claims: { personName: 'Thomas Vogel', email: 'thomas.vogel@coburg.example', functionalMailbox: false },
    viewer: null,
  }),
  ...change,
});

test.each([
  ['Thomas Vogel', 'Thomas', 'Vogel'],
  ['Dr. Ruth Keller', 'Ruth', 'Keller'],
  ['Prof. Dr. med. Anna Maria Huber', 'Anna Maria', 'Huber'],
  ['Prof.Dr. Eva Hartmann', 'Eva', 'Hartmann'],
  ['Ursula von der Leyen', 'Ursula', 'von der Leyen'],
  ['Hofer', '', 'Hofer'],
  ['', '', ''],
])('the certificate’s name %s is split into given and family name', (name, givenName, familyName) => {
  expect(splitName(name)).toEqual({ givenName, familyName });
});

test('F3 what the certificate says is entered already, and a functional mailbox is one of the organisation', () => {
  expect(blank()).toMatchObject({
    givenName: 'Thomas',
    familyName: 'Vogel',
    email: 'thomas.vogel@coburg.example',
    mailboxes: [],
  });
  const shared = readAnswers({
    claims: { personName: null, email: 'digital@bamberg.example', functionalMailbox: true },
    viewer: null,
  });
  expect(shared).toMatchObject({
    givenName: '',
    email: 'digital@bamberg.example',
    mailboxes: ['digital@bamberg.example'],
  });
  const known = { givenName: 'Jan', familyName: 'Winter', email: 'jan@bamberg.example' };
  expect(
    readAnswers({ claims: { email: 'x@bamberg.example', functionalMailbox: false }, viewer: known }),
  ).toMatchObject(known);
});

test('pages follow each other, terms only where there is no account, and none is reached before those ahead of it', () => {
  const steps = requestSteps(false);
  expect(requestSteps(true)).not.toContain('bedingungen');
  expect(nextStep(blank(), steps)).toBe('organisation');
  expect(allowedStep('zeichnung', blank(), steps)).toBe('organisation');
  const half = blank({ done: ['organisation', 'person'] });
  expect(nextStep(half, steps)).toBe('postfaecher');
  expect(allowedStep('person', half, steps)).toBe('person');
  expect(allowedStep('pruefen', half, steps)).toBe('postfaecher');
  const all = steps.filter((step) => step !== 'pruefen');
  expect(nextStep(blank({ done: all }), steps)).toBe('pruefen');
});

test('what is sent names a known organisation by its id and a new one by name and kind, and signing only where it is asked for', () => {
  expect(
    requestInput(
      blank({
        choice: 'org_1',
        organisationId: 'org_1',
        organisationName: 'Stadt Coburg',
        sign: 'no',
        evidence: 'left over',
        signUntil: '2030-01-01',
      }),
      'k',
    ),
  ).toMatchObject({
    organisationId: 'org_1',
    maySign: false,
    evidence: null,
    signUntil: null,
    digitalOfficer: null,
    idempotencyKey: 'k',
  });
  expect(
    requestInput(
      blank({
        choice: 'new',
        organisationId: 'org_1',
        organisationName: 'Abwasserverband',
        kind: 'ZWECKVERBAND',
        officer: 'me',
        sign: 'yes',
        evidence: 'Wahl',
      }),
      'k',
    ),
  ).toMatchObject({
    organisationId: null,
    organisationName: 'Abwasserverband',
    kind: 'ZWECKVERBAND',
    maySign: true,
    evidence: 'Wahl',
    digitalOfficer: { name: 'Thomas Vogel', email: 'thomas.vogel@coburg.example' },
  });
});
