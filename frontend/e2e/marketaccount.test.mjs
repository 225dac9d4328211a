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

test('F11 F18 an admin keeps what the organisation says of itself, operators confirm and end who may sign', async () => {
  const { page, context, faults } = await visit(browser, { viewport: { width: 1280, height: 860 } });
  const main = page.getByRole('main');
  const dialog = page.getByRole('dialog');
  await signIn(page, 'admin-bamberg@demo.example');
  await page.goto('/konto');
  await main.getByRole('link', { name: 'Stadt Bamberg', exact: true }).click();
  await heading(page, 'Stadt Bamberg');
  await main.getByRole('heading', { level: 3, name: 'Jan Winter' }).waitFor();
  await look(page, 'organisation');

  await main.getByRole('button', { name: 'Funktionspostfächer bearbeiten' }).click();
  await main.getByRole('button', { name: 'Funktionspostfach hinzufügen' }).click();
  await main
    .getByRole('group', { name: /^Funktionspostfach 1/ })
    .getByLabel('E-Mail-Adresse')
    .fill('digitalisierung@bamberg.example');
  await look(page, 'organisation-mailboxes');
  await main.getByRole('button', { name: 'Speichern' }).click();
  await main.getByText('Gespeichert').waitFor();
  await main.getByText('digitalisierung@bamberg.example').waitFor();

  await main.getByRole('button', { name: 'Ansprechpersonen bearbeiten' }).click();
  const technical = main.getByRole('group', { name: 'Technisch' });
  await technical.getByLabel('Name').fill('Petra Huber');
  await main.getByRole('button', { name: 'Speichern' }).click();
  await main.getByRole('link', { name: 'Geben Sie Name und E-Mail-Adresse an' }).waitFor();
  await technical.getByLabel('E-Mail-Adresse').fill('p.huber@bamberg.example');
  await look(page, 'organisation-contacts');
  await main.getByRole('button', { name: 'Speichern' }).click();
  await main.getByText('Petra Huber · p.huber@bamberg.example').waitFor();

  await main.getByRole('button', { name: 'Rollen von Lena Schubert ändern' }).click();
  await dialog.getByRole('checkbox', { name: 'Verwaltung' }).uncheck();
  await dialog.getByRole('checkbox', { name: 'Beauftragt für Digitalisierung' }).check();
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await dialog.getByRole('alert').waitFor();
  await look(page, 'organisation-last-admin');
  await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  await main.getByRole('button', { name: 'Rollen von Jan Winter ändern' }).click();
  await dialog.getByRole('checkbox', { name: 'Beauftragt für Digitalisierung' }).check();
  await dialog.getByRole('button', { name: 'Speichern' }).click();
  await main.getByText('Rollen von Jan Winter geändert').waitFor();

  const operator = await visit(browser, { viewport: { width: 390, height: 844 } });
  await signIn(operator.page, 'operator@demo.example');
  await operator.page.goto(new URL(page.url()).pathname);
  await heading(operator.page, 'Stadt Bamberg');
  const desk = operator.page.getByRole('dialog');
  await operator.page.getByRole('button', { name: 'Befugnis bestätigen' }).click();
  await desk.getByRole('button', { name: 'Bestätigen' }).click();
  await desk.getByRole('link', { name: 'Geben Sie den ersten Tag an' }).waitFor();
  await desk.getByLabel('Person').selectOption({ label: 'Alle, die für Stadt Bamberg unterschreiben dürfen' });
  await desk.getByLabel('Gilt ab').fill('2040-01-01');
  await desk.getByLabel('Beleg').fill('Wahl vom 8. März 2026');
  await look(operator.page, 'organisation-signing');
  await desk.getByRole('button', { name: 'Bestätigen' }).click();
  await operator.page.getByText('Die Befugnis ist bestätigt.').waitFor();
  const later = operator.page.getByRole('listitem').filter({ hasText: 'Wahl vom 8. März 2026' });
  await later.getByText('Gilt noch nicht').waitFor();
  await later.getByRole('button', { name: /^Befugnis von/ }).click();
  await desk.getByLabel('Gilt nicht mehr ab').fill('2040-01-01');
  await desk.getByRole('button', { name: 'Beenden' }).click();
  await operator.page.getByText('Die Befugnis endet.').waitFor();
  await later.getByText('vor dem 1. Januar 2040').waitFor();
  await look(operator.page, 'organisation-operator');

  const other = await visit(browser);
  await signIn(other.page, 'health@demo.example');
  await other.page.goto(new URL(page.url()).pathname);
  await other.page.getByText(/sehen nur Mitglieder dieser Organisation/).waitFor();
  assert.equal(await other.page.getByText('Jan Winter').count(), 0);
  assert.deepEqual([...faults, ...operator.faults, ...other.faults], []);
  for (const one of [other, operator]) await one.context.close();
  await context.close();
});

test('F3 F17 an admin invites a colleague, who asks with the own certificate and joins with the roles of the invitation', async () => {
  const admin = await visit(browser, { viewport: { width: 390, height: 844 } });
  const invitee = 'g.strauss@reischach.example';
  const main = admin.page.getByRole('main');
  await signIn(admin.page, 'admin-bamberg@demo.example');
  await admin.page.goto('/konto');
  await main.getByRole('link', { name: 'Stadt Bamberg', exact: true }).click();
  const form = main.getByRole('form', { name: 'Einladen' });
  const send = async (email) => {
    await form.getByLabel('E-Mail-Adresse').fill(email);
    await form.getByRole('button', { name: 'Einladung senden' }).click();
    await main.getByText(`Einladung gesendet an ${email}`).waitFor();
  };
  await form.getByRole('button', { name: 'Einladung senden' }).click();
  await form.getByRole('link', { name: 'Geben Sie die E-Mail-Adresse an' }).waitFor();
  await send('falsch@bamberg.example');
  const lost = (await linkTo('falsch@bamberg.example')).replace(/^https?:\/\/[^/]+/, '');
  await main.getByRole('button', { name: 'Einladung an falsch@bamberg.example zurücknehmen' }).click();
  await main.getByText('Zurückgenommen: Einladung an falsch@bamberg.example').waitFor();
  await form.getByRole('checkbox', { name: 'Verwaltung' }).check();
  await send(invitee);
  await main.getByRole('button', { name: `Einladung an ${invitee} zurücknehmen` }).waitFor();
  await look(admin.page, 'organisation-invitations');

  const { page, context, faults } = await visit(browser, { viewport: { width: 1280, height: 860 } });
  const own = page.getByRole('main');
  await page.goto(lost);
  await heading(page, 'Diese Einladung gilt nicht mehr');
  await own.getByText(/wurde zurückgenommen/).waitFor();
  await page.goto('/markt');
  await page.goto((await linkTo(invitee)).replace(/^https?:\/\/[^/]+/, ''));
  await heading(page, 'Einladung: Stadt Bamberg');
  await own.getByText('Lena Schubert lädt Sie ein, für „Stadt Bamberg“ zu handeln.').waitFor();
  await look(page, 'invitation');
  await own.getByRole('link', { name: 'Zugang beantragen' }).click();
  await heading(page, 'Zugang zum Markt');
  await certificate(page, /Günther Strauß/);
  await heading(page, 'Für welche Organisation handeln Sie?');
  await own.getByText('Lena Schubert hat Sie eingeladen').waitFor();
  await own.getByText('Gewählt:').waitFor();
  await look(page, 'invitation-request');
  await next(page);
  await heading(page, 'Wer sind Sie?');
  await own.getByLabel('Vorname').fill('Günther');
  await own.getByLabel('Nachname').fill('Strauß');
  await next(page);
  await next(page);
  await own.getByRole('radio', { name: /^Nein/ }).check();
  await next(page);
  await own.getByRole('radio', { name: /^Nein/ }).check();
  await next(page);
  await own.getByRole('checkbox').check();
  await next(page);
  await own.getByRole('button', { name: 'Zugang beantragen' }).click();
  await heading(page, 'Ihr Antrag wird geprüft');

  const desk = await visit(browser);
  await signIn(desk.page, 'operator@demo.example');
  await decide(desk.page, 'Günther Strauß', async (review) => {
    await review.getByText('Andere Schreibweise').waitFor();
    await review.getByText('Lena Schubert').waitFor();
    await review.getByRole('radio', { name: 'Freigeben, ohne Unterschrift' }).check();
  });
  await page.reload();
  await heading(page, 'Ihr Zugang zum Markt');
  await own.getByRole('link', { name: 'Zu Ihrer Organisation' }).click();
  await heading(page, 'Stadt Bamberg');
  // The roles of the invitation came with the approval.
  await own.getByRole('heading', { level: 2, name: 'Einladungen' }).waitFor();
  await page.goto((await linkTo(invitee)).replace(/^https?:\/\/[^/]+/, ''));
  await own.getByText(/wurde schon benutzt/).waitFor();
  assert.deepEqual([...faults, ...admin.faults, ...desk.faults], []);
  for (const one of [desk, admin]) await one.context.close();
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
