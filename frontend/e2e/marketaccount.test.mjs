// Accounts of the market: from the certificate to what one may do with it, and the operators who decide.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { eventually, linkTo, look, tray } from './channelParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const certificateButton = /^Mit Organisationszertifikat anmelden/;
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();
const next = (page) => page.getByRole('main').getByRole('button', { name: 'Weiter', exact: true }).click();

/** Chooses a certificate at the demonstration's provider, from a page that leads there. */
async function certificate(page, note) {
  await page.getByRole('main').getByRole('button', { name: certificateButton }).click();
  await page.waitForURL('**/demo/konto/**');
  await page.getByLabel(note).check();
  await page.getByRole('button', { name: 'Anmelden' }).click();
}

/** The text of the newest mail to an address that says something. */
const mailTo = (email, words) =>
  eventually(`a mail to ${email}`, async () => {
    const mail = (await tray('mails')).find(
      ({ to, subject, text }) => to === email && words.test(`${subject}\n${text}`),
    );
    return mail?.text;
  });

/** An operator decides about the request of a person, on the operators' page. */
async function decide(page, name, decision) {
  await page.goto('/betrieb/marktkonten');
  await page.getByRole('link', { name: `Antrag von ${name} prüfen` }).click();
  await page.getByRole('heading', { level: 2, name: 'Entscheidung' }).waitFor();
  await decision(page.getByRole('main'));
  await page.getByRole('button', { name: 'Entscheidung speichern' }).click();
  await heading(page, 'Marktkonten');
}

const newPassword = 'Itzgrund-Veste-Brücke-1806';
const vogel = {
  name: 'Thomas Vogel',
  email: 'thomas.vogel@coburg.example',
  first: /Stadt ohne Konto/,
  renewed: /zum Wechseln/,
};

test('F3 F17 from a certificate to an active account: asked, rejected with a reason, asked again, released', async () => {
  const { page, context, faults } = await visit(browser, { viewport: { width: 1280, height: 860 } });
  const operator = await visit(browser, { viewport: { width: 390, height: 844 } });
  const main = page.getByRole('main');
  await page.goto('/markt/konto');
  await heading(page, 'Zugang zum Markt');
  await main.getByRole('button', { name: certificateButton }).waitFor();
  await look(page, 'market-account-intro');
  await certificate(page, vogel.first);

  await heading(page, 'Für welche Organisation handeln Sie?');
  await main.getByRole('radio', { name: 'Stadt Coburg', exact: true }).waitFor();
  await next(page);
  await main.getByRole('link', { name: 'Wählen Sie Ihre Organisation' }).waitFor();
  await look(page, 'market-account-organisation');
  await main.getByRole('radio', { name: 'Stadt Coburg', exact: true }).check();
  await next(page);

  await heading(page, 'Wer sind Sie?');
  assert.equal(await main.getByLabel('Nachname').inputValue(), 'Vogel');
  assert.equal(await main.getByLabel('E-Mail-Adresse').inputValue(), vogel.email);
  await main.getByLabel('Telefon').fill('09561 89');
  await page.reload();
  await heading(page, 'Wer sind Sie?');
  assert.equal(await main.getByLabel('Telefon').inputValue(), '09561 89', 'typed text survives a reload');
  await look(page, 'market-account-person');
  await next(page);

  await heading(page, 'Welche Funktionspostfächer hat Ihre Organisation?');
  await main.getByRole('button', { name: 'Funktionspostfach hinzufügen' }).click();
  await main.getByLabel('E-Mail-Adresse').fill('digital');
  await next(page);
  await main.getByRole('link', { name: /Geben Sie eine Adresse wie/ }).waitFor();
  await main.getByLabel('E-Mail-Adresse').fill('digitalisierung@coburg.example');
  await look(page, 'market-account-mailboxes');
  await next(page);

  await heading(page, /^Hat Ihre Organisation/);
  await main.getByRole('radio', { name: 'Ja, das bin ich' }).check();
  await next(page);
  await heading(page, 'Dürfen Sie für Ihre Organisation unterschreiben?');
  await main.getByRole('radio', { name: 'Ja, ich darf unterschreiben' }).check();
  await main.getByLabel('Woraus ergibt sich das?').fill('Geschäftsordnung');
  await main.getByLabel(/^Bis wann/).fill('2020-01-01');
  await next(page);
  await heading(page, 'Nutzungsbedingungen');
  await main.getByRole('checkbox').check();
  await look(page, 'market-account-terms');
  await next(page);

  await heading(page, 'Bitte prüfen Sie Ihre Angaben');
  await main.getByRole('button', { name: 'Zugang beantragen' }).click();
  await main.getByRole('link', { name: 'Das Ende liegt nicht nach dem Anfang.' }).click();
  await main.getByRole('link', { name: 'Unterschreiben ändern' }).press('Enter');
  await heading(page, 'Dürfen Sie für Ihre Organisation unterschreiben?');
  await main.getByLabel(/^Bis wann/).fill('2032-05-01');
  await next(page);
  await heading(page, 'Bitte prüfen Sie Ihre Angaben');
  await main.getByText('Ja, vor dem 1. Mai 2032').waitFor();
  await look(page, 'market-account-check');
  await main.getByRole('button', { name: 'Zugang beantragen' }).click();
  await heading(page, 'Ihr Antrag wird geprüft');
  await main.getByText(`bekommen Sie eine E-Mail an ${vogel.email}`).waitFor();
  await look(page, 'market-account-waiting');

  await signIn(operator.page, 'operator@demo.example');
  await operator.page.goto('/betrieb');
  await operator.page.getByRole('link', { name: /^Marktkonten/ }).click();
  await heading(operator.page, 'Marktkonten');
  await operator.page.getByRole('heading', { level: 2, name: vogel.name }).waitFor();
  await look(operator.page, 'desk-accounts');
  await decide(operator.page, vogel.name, async (form) => {
    await form.getByText('Nichts weicht ab.').waitFor();
    await form.getByText(/^\d+ von höchstens 5\.000$/).waitFor();
    await form.getByRole('radio', { name: 'Ablehnen' }).check();
    await form.getByRole('button', { name: 'Entscheidung speichern' }).click();
    await form.getByRole('link', { name: 'Schreiben Sie, warum Sie ablehnen' }).waitFor();
    await form.getByLabel('Grund').fill('Bitte nennen Sie das Datum des Beschlusses.');
    await look(operator.page, 'desk-account');
  });
  assert.match(await mailTo(vogel.email, /nicht freigegeben/), /Datum des Beschlusses.*\/markt\/konto/s);

  await page.reload();
  await heading(page, 'Ihr Zugang ist nicht freigegeben');
  await main.getByText('Bitte nennen Sie das Datum des Beschlusses.').waitFor();
  await look(page, 'market-account-rejected');
  await main.getByRole('link', { name: 'Noch einmal beantragen' }).click();
  await heading(page, 'Bitte prüfen Sie Ihre Angaben');
  await main.getByRole('link', { name: 'Unterschreiben ändern' }).click();
  await main.getByLabel('Woraus ergibt sich das?').fill('Geschäftsordnung vom 4. Mai 2026');
  await next(page);
  await main.getByRole('button', { name: 'Zugang beantragen' }).click();
  await heading(page, 'Ihr Antrag wird geprüft');
  await decide(operator.page, vogel.name, async (form) => {
    await form.getByRole('link', { name: 'Thomas Vogel, Stadt Coburg' }).waitFor();
    await form.getByRole('radio', { name: 'Freigeben, darf unterschreiben' }).check();
  });
  assert.match(await mailTo(vogel.email, /ist freigegeben/), /Verträge unterschreiben/);

  await page.reload();
  await heading(page, 'Ihr Zugang zum Markt');
  await main.getByText('Sie handeln für „Stadt Coburg“.').waitFor();
  await main.getByText('Ja, bestätigt').waitFor();
  // F17, F27: how many there are, and the provider's own number beside ours.
  await main.getByText(/^\d+ von höchstens 5\.000 Zugängen sind vergeben\.$/).waitFor();
  await main.getByText(/500 Zertifikate je Organisation/).waitFor();
  await look(page, 'market-account-active');
  await main.getByRole('link', { name: 'Zum Markt' }).click();
  await heading(page, /Markt/);
  assert.deepEqual([...faults, ...operator.faults], []);
  await operator.context.close();
  await context.close();
});

test('F26 a lost certificate: password by mail, the new certificate takes its place, the old one signs nobody in', async () => {
  const { page, context, faults } = await visit(browser, { viewport: { width: 390, height: 844 } });
  const main = page.getByRole('main');
  await page.goto('/passwort-vergessen');
  await main.getByLabel('E-Mail-Adresse').fill(vogel.email);
  await main.getByRole('button', { name: 'Link anfordern' }).click();
  await heading(page, 'Sehen Sie in Ihr E-Mail-Postfach');
  await page.goto((await linkTo(vogel.email)).replace(/^https?:\/\/[^/]+/, ''));
  await main.getByLabel('Neues Passwort', { exact: true }).fill(newPassword);
  await main.getByRole('button', { name: 'Passwort speichern' }).click();
  await heading(page, 'Ihr neues Passwort gilt');
  await page.goto('/anmelden');
  await main.getByLabel('E-Mail-Adresse').fill(vogel.email);
  await main.getByLabel('Passwort', { exact: true }).fill(newPassword);
  await main.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'));
  await page.goto('/markt/konto');
  await heading(page, 'Ihr Zugang zum Markt');
  await certificate(page, vogel.renewed);
  await page.waitForURL('**/markt/konto');
  await main.getByText('Sie haben sich mit einem anderen Zertifikat angemeldet').waitFor();
  await look(page, 'market-account-exchange');
  await main.getByRole('button', { name: 'Zu diesem Zertifikat wechseln' }).click();
  await main.getByText('Ihr Zugang hat jetzt das neue Zertifikat.').waitFor();
  await look(page, 'market-account-exchanged');
  assert.deepEqual(faults, []);
  await context.close();

  const finder = await visit(browser);
  await finder.page.goto('/markt/konto');
  await certificate(finder.page, vogel.first);
  await heading(finder.page, 'Für welche Organisation handeln Sie?');
  await finder.context.close();
});

test('F3 an organisation that is not in the directory is asked for as a new one, and an operator takes one that is there', async () => {
  const operator = await as('operator@demo.example');
  const name = 'Kommunaler IT-Verbund Beispielland';
  const { organisationSave } = await operator(
    'mutation ($i: OrganisationSaveInput!) { organisationSave(input: $i) { organisation { id } userErrors { code message } } }',
    { i: { name: `${name} (Oberfranken)`, kind: 'IT_ASSOCIATION' } },
  );
  assert.deepEqual(organisationSave.userErrors, []);
  const { page, context, faults } = await visit(browser, { viewport: { width: 390, height: 844 } });
  const main = page.getByRole('main');
  await page.goto('/markt/konto');
  await certificate(page, /richtet ein, bestellt nicht/);
  await heading(page, 'Für welche Organisation handeln Sie?');
  await main.getByRole('radio', { name: 'Sie steht nicht im Verzeichnis' }).check();
  await main.getByLabel('Art der Organisation').selectOption('IT_ASSOCIATION');
  await main.getByText(/Bestellen und unterschreiben können sie nicht/).waitFor();
  await look(page, 'market-account-new-organisation');
  await next(page);
  await heading(page, 'Wer sind Sie?');
  await next(page);
  await next(page);
  await main.getByRole('radio', { name: /^Nein/ }).check();
  await next(page);
  await main.getByRole('radio', { name: /^Nein/ }).check();
  await next(page);
  await main.getByRole('checkbox').check();
  await next(page);
  await main.getByText('IT-Verbund, neu, noch nicht im Verzeichnis').waitFor();
  await main.getByRole('button', { name: 'Zugang beantragen' }).click();
  await heading(page, 'Ihr Antrag wird geprüft');

  const desk = await visit(browser, { viewport: { width: 1280, height: 860 } });
  await signIn(desk.page, 'operator@demo.example');
  await decide(desk.page, 'Michael Lang', async (form) => {
    await form.getByText(`${name} (Oberfranken)`).first().waitFor();
    await form.getByRole('radio', { name: 'Freigeben, ohne Unterschrift' }).check();
    await form.getByRole('radio', { name: 'Eine vorhandene nehmen' }).check();
    await form.getByRole('combobox', { name: 'Vorhandene Organisation' }).fill('Beispielland Oberfranken');
    await form.getByRole('option', { name: /Oberfranken/ }).click();
    await look(desk.page, 'desk-account-new');
  });
  await page.reload();
  await heading(page, 'Ihr Zugang zum Markt');
  await main.getByText(`Sie handeln für „${name} (Oberfranken)“.`).waitFor();
  assert.deepEqual([...faults, ...desk.faults], []);
  await desk.context.close();
  await context.close();
});

test('who is no operator sees no list of accounts', async () => {
  const { page, context, faults } = await visit(browser);
  await signIn(page, 'buyer2@demo.example');
  await page.goto('/betrieb/marktkonten');
  await heading(page, 'Diese Seite ist nicht für Sie freigegeben');
  await look(page, 'desk-accounts-refused');
  assert.deepEqual(faults, []);
  await context.close();
});
