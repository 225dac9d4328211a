// An authority that gets connected: asks, is released, gets the letter, unlocks, sets its mailbox up.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from './api.mjs';
import { launch, signIn, visit } from './browser.mjs';
import { eventually, linkTo, look, makeCertificate, tray, unconnected } from './channelParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [device, viewport, authorityName] of [
  ['desktop', { width: 1280, height: 860 }, 'Stadt Ansbach'],
  ['phone', { width: 390, height: 844 }, 'Stadt Coburg'],
]) {
  test(`from the request to the channel page, on a ${device}`, async () => {
    const operator = await as('operator@demo.example');
    const authority = await unconnected(operator, authorityName);
    const email = `amt-${device}-${crypto.randomUUID()}@demo.example`;
    const { page, faults } = await visit(browser, { viewport });
    const main = page.getByRole('main');
    const press = (name) => main.getByRole('button', { name, exact: true }).click();
    const heading = (name) => page.getByRole('heading', { level: 1, name }).waitFor();

    await page.goto(`/behoerde/${authority.id}`);
    await heading(authorityName);
    await main.getByRole('link', { name: 'Sichere Kommunikation beantragen' }).click();
    await heading('Sichere Kommunikation für Ihre Behörde');
    await main.getByRole('status').getByText(authorityName).waitFor();
    await look(page, 'connect');
    await press('Weiter');
    await heading('Wie möchten Sie Nachrichten empfangen?');
    await press('Weiter');
    assert.match(await page.title(), /^Fehler:/);
    await look(page, 'connect-way');
    await page.getByRole('radio', { name: /Eigenes E-Mail-Postfach/ }).check();
    await press('Weiter');
    await heading('Wer gibt den Code ein?');
    await page.getByLabel('Vor- und Nachname').fill('Zoë Šípková');
    await page.getByLabel('Dienstliche E-Mail-Adresse').fill(email);
    await look(page, 'connect-contact');
    await press('Weiter');
    await heading('Stimmt alles?');
    await look(page, 'connect-check');
    await press('Anfrage senden');
    await heading('Ihre Anfrage ist angekommen');
    await look(page, 'connect-sent');

    const desk = await visit(browser, { viewport });
    await signIn(desk.page, 'operator@demo.example');
    await desk.page.getByRole('navigation').getByRole('link', { name: 'Betrieb' }).click();
    await desk.page.getByRole('heading', { level: 1, name: 'Betrieb' }).waitFor();
    await desk.page.getByRole('heading', { level: 3, name: authorityName }).waitFor();
    await look(desk.page, 'desk-requests');
    await desk.page.getByRole('button', { name: `Über die Anfrage für ${authorityName} entscheiden` }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /Freigeben/ }).check();
    await dialog.getByRole('button', { name: 'Entscheidung speichern' }).click();
    await dialog.getByRole('alert').waitFor();
    await look(desk.page, 'desk-decide');
    await dialog.getByLabel('Straße').fill('Rathausplatz');
    await dialog.getByLabel('Hausnummer').fill('1');
    await dialog.getByLabel('Postleitzahl').fill('91522');
    await dialog.getByLabel('Ort', { exact: true }).fill('Musterstadt');
    await dialog.getByRole('checkbox').check();
    // What looks odd is said, and keeps nobody from deciding.
    await dialog
      .getByText(/^Zur Postleitzahl 91522 gehört nach unserem Verzeichnis Ansbach, .*nicht Musterstadt/)
      .waitFor();
    await look(desk.page, 'desk-decide-odd');
    await dialog.getByRole('button', { name: 'Entscheidung speichern' }).click();
    await desk.page.getByText(`Freigabe für ${authorityName} vorgeschlagen`).waitFor();
    assert.ok(
      !(await tray('letters')).some(({ recipient }) => recipient.includes(authorityName)),
      'a letter goes out before a second operator confirmed',
    );

    const second = await visit(browser, { viewport });
    await signIn(second.page, 'operator2@demo.example');
    await second.page.goto('/betrieb');
    await second.page.getByRole('button', { name: 'Wartende Freigaben zeigen' }).click();
    await look(second.page, 'desk-proposed');
    await second.page.getByRole('button', { name: `Freigabe für ${authorityName} prüfen und bestätigen` }).click();
    const confirmation = second.page.getByRole('dialog');
    await confirmation.getByRole('radio', { name: /Freigabe bestätigen/ }).check();
    await confirmation.getByRole('checkbox').check();
    await look(second.page, 'desk-confirm');
    await confirmation.getByRole('button', { name: 'Entscheidung speichern' }).click();
    await second.page.getByText(`Freigegeben: Der Brief an ${authorityName} wird gedruckt.`).waitFor();

    const letter = await eventually('the letter', async () =>
      (await tray('letters')).find(({ recipient }) => recipient.includes(authorityName)),
    );
    await page.goto(`/behoerde/freischalten#c=${letter.code}`);
    await heading('Behörde freischalten');
    await look(page, 'unlock-anonymous');
    await main.getByRole('link', { name: 'Registrieren' }).click();
    await page.getByLabel('Vorname').fill('Zoë');
    await page.getByLabel('Nachname').fill('Šípková');
    await press('Weiter');
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await press('Weiter');
    await page.getByLabel(/stimme ihnen zu/).check();
    await press('Weiter');
    await press('Konto anlegen');
    await heading('Sehen Sie in Ihr E-Mail-Postfach');
    await page.goto(await linkTo(email));
    await page.getByLabel('Neues Passwort', { exact: true }).fill('Vier Zwetschgen im Mai');
    await press('Bestätigen und weiter');
    await heading('Ihre Anschrift');

    await page.goto('/behoerde/freischalten');
    await page.getByText(`Sie sind angemeldet als ${email}.`).waitFor();
    await page.getByLabel('Code', { exact: true }).fill('1111 1111 1111');
    await press('Freischalten');
    await page.getByRole('alert').waitFor();
    await look(page, 'unlock');
    await page.getByLabel('Code', { exact: true }).fill(letter.code.toLowerCase().replaceAll('-', ' '));
    await press('Freischalten');
    await heading(`Sie verwalten jetzt: ${authorityName}`);
    await page.getByRole('navigation').getByRole('link', { name: 'Eingang' }).waitFor();
    await main.getByRole('link', { name: 'Weg der Nachrichten einrichten' }).click();
    await heading('Weg der Nachrichten');
    await page.getByText('Noch nicht in Betrieb').waitFor();

    const mailbox = 'poststelle@behoerde.example';
    await page.getByLabel('Adresse des Postfachs').fill(mailbox);
    await page.getByLabel(/Größte E-Mail/).fill('20');
    await press('Weg speichern');
    await main.getByText('Gespeichert').waitFor();
    await page.getByText(/Nachrichten mit Unterlagen dürfen/).waitFor();
    await look(page, 'channel-new');

    await refusals(page, press, mailbox);
    await page.getByTestId('certificate-file').setInputFiles(makeCertificate({ email: mailbox, days: 20 }).der);
    await press('Zertifikat hinzufügen');
    await page.getByText(/^Gespeichert: /).waitFor();
    await page.getByText(/Ihr Zertifikat läuft in (19|20) Tagen ab/).waitFor();
    const saved = page.waitForEvent('download');
    await press('Zertifikat herunterladen (PEM)');
    assert.equal((await saved).suggestedFilename(), 'schalter-gateway.pem');
    await press('Verbindungstest starten');
    await page.getByText('Wartet auf Ihre Antwort').first().waitFor();
    await look(page, 'channel');

    await page.getByRole('button', { name: /^Zertifikat .* entfernen/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/das letzte brauchbare Zertifikat/)
      .waitFor();
    await look(page, 'channel-remove');
    await page.getByRole('dialog').getByRole('button', { name: 'Entfernen', exact: true }).click();
    await page.getByText('Noch kein Zertifikat hinterlegt').waitFor();

    await page.goto('/konto');
    await main.getByRole('link', { name: `Weg der Nachrichten: ${authorityName}` }).click();
    await heading('Weg der Nachrichten');
    assert.deepEqual(faults, []);
    assert.deepEqual([...desk.faults, ...second.faults], []);
    await page.context().close();
    await desk.context.close();
    await second.context.close();
  });
}

/** Certificates that are of no use are refused in words, and a private key never leaves the browser. */
async function refusals(page, press, email) {
  const requests = [];
  page.on('request', (request) => requests.push(request.postData() ?? ''));
  await page.getByTestId('certificate-file').setInputFiles(makeCertificate({ email }).both);
  await page
    .getByRole('alert')
    .getByText(/geheimen Schlüssel/)
    .waitFor();
  assert.equal(requests.filter((body) => body.includes('PRIVATE KEY')).length, 0);
  for (const [certificate, reason] of [
    [makeCertificate({ email: 'jemand@anders.example' }), /Adresse/],
    [makeCertificate({ email, key: ['rsa:1024'] }), /kurz|schwach|Schlüssel/],
    [makeCertificate({ email, usage: 'cRLSign' }), /./],
  ]) {
    await page.getByTestId('certificate-file').setInputFiles(certificate.cert);
    await page.getByText('zertifikat.pem', { exact: true }).waitFor();
    await press('Zertifikat hinzufügen');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), reason);
  }
  await look(page, 'channel-refused');
}
