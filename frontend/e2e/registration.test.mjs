// A newcomer: finds what to do, registers, proves e-mail and postal address, and goes on where it began.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, base, launch, visit } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const eventually = async (what, find) => {
  for (let i = 0; i < 100; i++) {
    const found = await find();
    if (found) return found;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`${what} did not come`);
};
const tray = async (name) => (await fetch(`${base}/demo/${name}.json`)).json();

/** The link of the newest mail to an address. */
const linkTo = (email) =>
  eventually(`a mail to ${email}`, async () => {
    const mail = (await tray('mails')).find(({ to, text }) => to === email && text.includes('#token='));
    return mail?.text.match(/\S+#token=\S+/)?.[0];
  });

for (const [device, viewport] of Object.entries({
  desktop: { width: 1280, height: 860 },
  phone: { width: 390, height: 844 },
})) {
  test(`from the first search to the open mailbox, on a ${device}`, async () => {
    const email = `neu-${device}-${crypto.randomUUID()}@demo.example`;
    const { page, faults } = await visit(browser, { viewport });
    const main = page.getByRole('main');
    const press = (name) => main.getByRole('button', { name, exact: true }).click();
    const heading = (name) => page.getByRole('heading', { level: 1, name }).waitFor();

    await page.goto('/');
    await page.getByRole('searchbox').fill('gewerbe anmelden in bamberg');
    await page.keyboard.press('Enter');
    await main.getByRole('link', { name: 'Gewerbe anmelden', exact: true }).first().click();
    await heading('Gewerbe anmelden');
    // In Bamberg four authorities may be addressed; the person chooses one.
    await main.getByRole('radio').first().waitFor();
    assert.equal(await main.getByRole('radio').count(), 4);
    await main.getByRole('radio', { name: /Stadt Bamberg/ }).check();
    await assertAccessible(page, 'service');
    await main.getByRole('link', { name: 'Registrieren' }).click();

    await heading('Wie heißen Sie?');
    await press('Weiter');
    // An empty form says what is missing, and the summary has the focus.
    await page.getByText('Geben Sie Ihren Vornamen ein').first().waitFor();
    assert.match(await page.title(), /^Fehler:/);
    await page.getByLabel('Vorname').fill('Zoë');
    await page.getByLabel('Nachname').fill('Šípková-M̂üller');
    await press('Weiter');
    await heading('Wie erreichen wir Sie per E-Mail?');
    await page.getByLabel('E-Mail-Adresse').fill(email);
    await press('Weiter');
    await heading('Nutzungsbedingungen');
    await page.getByLabel(/stimme ihnen zu/).check();
    await press('Weiter');
    await heading('Stimmt alles?');
    await assertAccessible(page, 'check your answers');
    await press('Konto anlegen');
    await heading('Sehen Sie in Ihr E-Mail-Postfach');

    await page.goto(await linkTo(email));
    await heading('E-Mail-Adresse bestätigen');
    // One judge says while it is typed what it says when it is set.
    await page.getByLabel('Neues Passwort', { exact: true }).fill('Fussballverruckte');
    await main.getByRole('status').filter({ hasText: 'schon gestohlen' }).waitFor();
    await press('Bestätigen und weiter');
    await page.getByRole('alert').getByText('schon gestohlen').waitFor();
    await page.getByLabel('Neues Passwort', { exact: true }).fill('Vier Zwetschgen im Mai');
    await main.getByRole('status').filter({ hasText: 'können Sie nehmen' }).waitFor();
    await press('Bestätigen und weiter');
    await heading('Ihre Anschrift');
    // A hamlet without street names.
    await page.getByLabel(/keinen Straßennamen/).check();
    await page.getByLabel('Hausnummer').fill('7');
    await page.getByLabel('Postleitzahl').fill('96154');
    await page.getByLabel(/Ort oder Ortsteil/).fill('Bayreuth');
    await page.keyboard.press('Enter');
    // Before the letter goes out the address is shown once more, with what looks odd; by keyboard back and on again.
    await heading('Stimmt die Anschrift?');
    await main
      .getByText('Zur Postleitzahl 96154 gehört nach unserem Verzeichnis Burgwindheim, nicht Bayreuth.')
      .waitFor();
    await assertAccessible(page, 'what looks odd about the address');
    await assertFits(page, 'what looks odd about the address');
    await main.getByRole('button', { name: 'Anschrift ändern' }).focus();
    await page.keyboard.press('Enter');
    await heading('Ihre Anschrift');
    await page.getByLabel(/Ort oder Ortsteil/).fill('Burgwindheim');
    await press('Weiter');
    await heading('Stimmt die Anschrift?');
    await main.getByText('Burgwindheim 7').waitFor();
    assert.equal(await main.getByText(/nach unserem Verzeichnis/).count(), 0);
    await press('Brief anfordern');
    await heading('Ihre Anschrift wird bestätigt');
    await assertAccessible(page, 'letter under way');
    await assertFits(page, 'letter under way');

    const letter = await eventually('the letter', async () =>
      (await tray('letters')).find(({ recipient }) => recipient.includes('Šípková-M̂üller')),
    );
    await main.getByRole('link', { name: 'Code eingeben' }).click();
    await heading('Code aus dem Brief eingeben');
    await page.getByLabel('Code', { exact: true }).fill('1111 1111 1111');
    await press('Code prüfen');
    await page
      .getByRole('alert')
      .or(page.getByText(/Versuch|stimmt nicht|Tippfehler/))
      .first()
      .waitFor();
    // Letters and hyphens as a person types them.
    await page.getByLabel('Code', { exact: true }).fill(letter.code.toLowerCase().replaceAll('-', ' '));
    await press('Code prüfen');
    // On with what the person set out to do before registering.
    await main.getByRole('link', { name: 'Weiter mit dem, was Sie vorhatten' }).click();
    await heading('Gewerbe anmelden');
    await main.getByRole('radio', { name: /Stadt Bamberg/ }).check();
    await press('Fallpostfach öffnen');
    await heading('Fallpostfach öffnen');
    await press('Fallpostfach öffnen');
    await page.waitForURL(/\/postfach\/mbx_/);
    await main.getByText('Stadt Bamberg').first().waitFor();
    assert.deepEqual(faults, []);
  });
}
