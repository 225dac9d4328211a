import { screen, waitFor, within } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test } from 'vitest';
import { renderApp } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { allowedStep, readAnswers } from './registration.ts';

const terms = graphql.query('TermsVersion', () =>
  HttpResponse.json({ data: { legalTexts: [{ __typename: 'LegalText', kind: 'TERMS_OF_USE', version: '7' }] } }),
);

function answering(accountRegister: object) {
  const inputs: unknown[] = [];
  server.use(
    terms,
    graphql.mutation('AccountRegister', ({ variables }) => {
      inputs.push(variables.input);
      return HttpResponse.json({ data: { accountRegister } });
    }),
  );
  return inputs;
}

const accepted = { __typename: 'AccountRegisterPayload', accepted: true, userErrors: [] };

async function walkToCheck(path = '/registrieren') {
  const app = renderApp(path);
  const { user } = app;
  await user.type(await screen.findByLabelText('Vorname'), 'Ágnes');
  await user.type(screen.getByLabelText('Nachname'), 'Łukasiewicz');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  await user.type(await screen.findByLabelText('E-Mail-Adresse'), 'agnes@demo.example');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  await user.click(await screen.findByRole('checkbox'));
  await waitFor(async () => {
    await user.click(screen.getByRole('button', { name: 'Weiter' }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Stimmt alles?');
  });
  return app;
}

test('a missing name shows the error summary, gives it the focus and names the page as faulty', async () => {
  const { user } = renderApp('/registrieren');
  await user.type(await screen.findByLabelText('Nachname'), 'Łukasiewicz');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));

  const summary = await screen.findByRole('alert');
  await waitFor(() => expect(document.activeElement).toBe(summary));
  expect(document.title).toMatch(/^Fehler: Wie heißen Sie\?/);

  await user.click(within(summary).getByRole('link', { name: 'Geben Sie Ihren Vornamen ein' }));
  expect(document.activeElement).toBe(screen.getByLabelText('Vorname'));
  expect(screen.getByLabelText('Vorname').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText<HTMLInputElement>('Nachname').value).toBe('Łukasiewicz');
});

test('an address without @ is refused before anything is sent', async () => {
  const { user } = renderApp('/registrieren');
  await user.type(await screen.findByLabelText('Vorname'), 'A');
  await user.type(screen.getByLabelText('Nachname'), 'B');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  await user.type(await screen.findByLabelText('E-Mail-Adresse'), 'agnes.example');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect((await screen.findByRole('alert')).textContent).toContain('braucht ein @');
  expect(screen.getByLabelText<HTMLInputElement>('E-Mail-Adresse').value).toBe('agnes.example');
});

test('all answers and the plan are sent, and the mail page says where the link went', async () => {
  const inputs = answering(accepted);
  const { user } = await walkToCheck(
    '/registrieren?undertaking=und_1&ars=094610000000&choice=srv_1:aut_1&choice=srv_2:aut_2&without=srv_3',
  );
  await user.click(screen.getByRole('button', { name: 'Konto anlegen' }));
  expect(await screen.findByText(/agnes@demo.example geschickt/)).toBeTruthy();
  expect(inputs).toEqual([
    {
      givenName: 'Ágnes',
      familyName: 'Łukasiewicz',
      email: 'agnes@demo.example',
      termsVersion: '7',
      locale: 'DE',
      startPlan: {
        undertakingId: 'und_1',
        ars: '094610000000',
        choices: [
          { serviceId: 'srv_1', authorityId: 'aut_1' },
          { serviceId: 'srv_2', authorityId: 'aut_2' },
        ],
        withoutServiceIds: ['srv_3'],
      },
    },
  ]);
});

test('the link can be sent again', async () => {
  const inputs = answering(accepted);
  const { user } = await walkToCheck();
  await user.click(screen.getByRole('button', { name: 'Konto anlegen' }));
  await user.click(await screen.findByRole('button', { name: 'Link erneut senden' }));
  expect(await screen.findByText(/^Wir schicken ihn noch einmal, aber nur wenige Male am Tag/)).toBeTruthy();
  expect(inputs.length).toBe(2);
});

test('what the server refuses leads to the answer, and "Ändern" comes back to the check with all answers kept', async () => {
  answering({
    __typename: 'AccountRegisterPayload',
    accepted: null,
    userErrors: [{ __typename: 'UserError', code: 'INVALID', field: ['email'], message: 'Diese Adresse geht nicht.' }],
  });
  const { user } = await walkToCheck();
  await user.click(screen.getByRole('button', { name: 'Konto anlegen' }));
  await user.click(within(await screen.findByRole('alert')).getByRole('link', { name: 'Diese Adresse geht nicht.' }));
  expect(document.activeElement).toBe(screen.getByRole('link', { name: 'E-Mail-Adresse ändern' }));

  await user.click(screen.getByRole('link', { name: 'E-Mail-Adresse ändern' }));
  const email = await screen.findByLabelText<HTMLInputElement>('E-Mail-Adresse');
  expect(email.value).toBe('agnes@demo.example');
  await user.type(email, '.test');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  expect(await screen.findByText('agnes@demo.example.test')).toBeTruthy();
  expect(screen.getByText('Ágnes Łukasiewicz')).toBeTruthy();
});

test('a server out of reach is said in plain words and costs no answer', async () => {
  server.use(
    terms,
    graphql.mutation('AccountRegister', () => HttpResponse.error()),
  );
  const { user } = await walkToCheck();
  await user.click(screen.getByRole('button', { name: 'Konto anlegen' }));
  expect((await screen.findByRole('alert')).textContent).toContain('gerade nicht erreichbar');
  expect(screen.getByText('agnes@demo.example')).toBeTruthy();
});

test('a page whose earlier answers are missing leads to the first of them', async () => {
  renderApp('/registrieren?schritt=pruefen');
  expect(await screen.findByLabelText('Vorname')).toBeTruthy();
});

test('who has only one name says so and registers with it', async () => {
  const { user } = renderApp('/registrieren');
  await user.click(await screen.findByRole('checkbox', { name: 'Ich habe nur einen Namen' }));
  expect(screen.queryByLabelText('Vorname')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  await user.click(within(await screen.findByRole('alert')).getByRole('link', { name: 'Geben Sie Ihren Namen ein' }));
  const name = screen.getByLabelText('Name');
  expect(document.activeElement).toBe(name);
  await user.type(name, 'Suharto');
  await user.click(screen.getByRole('button', { name: 'Weiter' }));
  await screen.findByLabelText('E-Mail-Adresse');
  expect(JSON.stringify(readAnswers())).toContain('"givenName":"","familyName":"Suharto"');
  expect(allowedStep('pruefen', { ...readAnswers(), email: 'a@b.example', termsVersion: '7' })).toBe('pruefen');
});
