// The end of an account: mailboxes first, then the password, and nothing is left to sign in to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox } from './api.mjs';
import { assertAccessible, assertFits, base, launch, password, signIn, visit } from './browser.mjs';

const secret = 'Regenschirm aus Papier 7';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function anonymous(query, input) {
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = await answer.json();
  assert.ok(!errors, JSON.stringify(errors));
  return data;
}

async function mailTo(email, words) {
  for (let i = 0; i < 100; i++) {
    const mails = await (await fetch(`${base}/demo/mails.json`)).json();
    const found = mails.find(({ to, text }) => to === email && text.includes(words));
    if (found) return found.text;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`no mail with ${words} came to ${email}`);
}

async function newcomer() {
  const email = `abschied-${crypto.randomUUID()}@demo.example`;
  const { legalTexts } = await anonymous('{ legalTexts { kind version } }');
  const termsVersion = legalTexts.find(({ kind }) => kind === 'TERMS_OF_USE').version;
  await anonymous(
    'mutation($input: AccountRegisterInput!) { accountRegister(input: $input) { userErrors { code } } }',
    { email, givenName: 'Ada', familyName: 'Abschied', termsVersion },
  );
  const token = (await mailTo(email, '#token=')).match(/#token=(\S+)/)[1];
  const { emailConfirm } = await anonymous(
    'mutation($input: EmailConfirmInput!) { emailConfirm(input: $input) { userErrors { code } } }',
    { token, password: secret },
  );
  assert.deepEqual(emailConfirm.userErrors, []);
  return email;
}

test('S21: mailboxes must be deleted before the account, and the dialog says so', async () => {
  await openMailbox(await as('citizen@demo.example'), 'Landratsamt Bayreuth', `Bleibt ${Date.now()}`);
  const { page } = await visit(browser, { viewport: { width: 390, height: 844 } });
  await signIn(page, 'citizen@demo.example');
  await page.goto('/konto');
  await page.getByRole('button', { name: 'Konto löschen' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ihr Passwort').fill('nicht mein Passwort');
  await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
  await dialog.getByText('Das Passwort stimmt nicht.').first().waitFor();
  await dialog.getByLabel('Ihr Passwort').fill(password);
  await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
  await dialog.getByText('Löschen Sie bitte zuerst Ihre Postfächer.').waitFor();
  await assertAccessible(page, 'account that cannot be deleted yet');
  await assertFits(page, 'account that cannot be deleted yet');
});

test('S20: a person deletes the account by the bin symbol and is signed out', async () => {
  const email = await newcomer();
  const { page, faults } = await visit(browser, { viewport: { width: 1280, height: 860 } });
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(secret);
  await page.getByRole('main').getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'));
  await page.goto('/konto');
  await page.getByRole('button', { name: 'Konto löschen' }).click();
  await assertAccessible(page, 'deletion of an account');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Vernichtet werden').waitFor();
  await dialog.getByLabel('Ihr Passwort').fill(secret);
  assert.ok(await dialog.getByRole('checkbox', { name: 'Löschbescheinigung herunterladen' }).isChecked());
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Endgültig löschen' }).click();
  const certificate = await saving;
  assert.match(certificate.suggestedFilename(), /^loeschbescheinigung-\d{4}-\d\d-\d\d\.asice$/);
  await page.getByRole('link', { name: 'Anmelden' }).first().waitFor();
  await mailTo(email, 'letzte E-Mail');
  const { sessionStart } = await anonymous(
    'mutation($input: SessionStartInput!) { sessionStart(input: $input) { accessToken userErrors { code } } }',
    { email, password: secret },
  );
  assert.equal(sessionStart.accessToken, null);
  assert.equal(sessionStart.userErrors[0].code, 'WRONG_CREDENTIALS');
  assert.deepEqual(faults, []);
});
