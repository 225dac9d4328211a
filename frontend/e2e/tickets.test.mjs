// Tickets as members and operators work with them, on pages and by mail.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as } from './api.mjs';
import { base, launch, signIn, visit } from './browser.mjs';
import { deliver, eventually, linkTo, look, tray } from './channelParts.mjs';

const buyer = 'buyer@demo.example';
const operator = 'operator@demo.example';
const desktop = { viewport: { width: 1280, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const withoutMail = { skip: process.env.SCHALTER_LMTP ? false : 'SCHALTER_LMTP does not say where mails are taken' };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function enter(email, path, options = desktop) {
  const window = await visit(browser, options);
  await signIn(window.page, email);
  await window.page.goto(path);
  return window;
}

async function ended(...windows) {
  for (const { context, faults } of windows) {
    assert.deepEqual(faults, []);
    await context.close();
  }
}

/** The newest mail of a ticket to an address that says something. */
const mailOf = (reference, to, words) =>
  eventually(`a mail of ${reference} to ${to}`, async () =>
    (await tray('mails')).find(
      (mail) => mail.to === to && mail.subject.includes(reference) && mail.text.includes(words),
    ),
  );

const entryBy = (page, words) => page.getByRole('article').filter({ hasText: words });

/** Opens a question of the buyer's organisation by the API; answers its reference. */
async function ask(subject) {
  const api = await as(buyer);
  const { viewer } = await api('{ viewer { memberships { organisation { id } } } }');
  const { ticketOpen } = await api(
    'mutation ($i: TicketOpenInput!) { ticketOpen(input: $i) { ticket { reference } userErrors { message } } }',
    {
      i: {
        organisationId: viewer.memberships[0].organisation.id,
        subject,
        body: `${subject}: wie geht das?`,
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  assert.deepEqual(ticketOpen.userErrors, []);
  return ticketOpen.ticket.reference;
}

test(
  'F7 F12 who cannot sign opens a ticket; the answer is a canned one, and mails go both ways',
  withoutMail,
  async () => {
    const member = await enter(buyer, '/markt/leistung/gewerbe');
    const { page } = member;
    await page.getByRole('link', { name: 'Ich kann nicht unterschreiben' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ich kann nicht unterschreiben' }).waitFor();
    await look(page, 'ticket-new');
    await page.getByLabel('Ihre Frage').fill('Unser Zertifikat lautet auf den früheren Kollegen.');
    await page.getByRole('button', { name: 'Absenden' }).click();
    await page.waitForURL(/\/tickets\/TK-/);
    const reference = new URL(page.url()).pathname.split('/').pop();
    await entryBy(page, 'lautet auf den früheren Kollegen').waitFor();
    await page.getByText('Wartet auf den Betrieb').waitFor();
    await look(page, 'ticket-member');

    const desk = await enter(operator, '/betrieb/tickets');
    await desk.page.getByRole('searchbox').fill(reference);
    await desk.page.getByRole('link', { name: /^Ich kann nicht unterschreiben/ }).waitFor();
    assert.equal(new URL(desk.page.url()).search, '', 'words stay out of the address');
    await look(desk.page, 'tickets-operator');
    await desk.page.getByRole('link', { name: /^Ich kann nicht unterschreiben/ }).click();
    await desk.page.getByRole('button', { name: 'Übernehmen' }).click();
    await desk.page.getByRole('button', { name: 'Abgeben' }).waitFor();
    await desk.page.getByRole('radio', { name: 'Interne Notiz' }).check();
    await desk.page.getByLabel('Ihre Notiz').fill('Hatten wir schon einmal.');
    await desk.page.getByRole('button', { name: 'Notiz speichern' }).click();
    await desk.page.getByText('Nur der Betrieb liest sie.', { exact: true }).waitFor();

    // The member is writing when the answer comes: what is written stays where it is.
    const box = page.getByLabel('Ihre Antwort');
    await box.fill('Noch etwas: ');
    await box.scrollIntoViewIfNeeded();
    const before = (await box.boundingBox()).y;
    await desk.page.getByRole('radio', { name: 'Antwort an alle Beteiligten' }).check();
    await desk.page
      .getByRole('combobox', { name: 'Textbaustein' })
      .selectOption({ label: 'Zertifikat passt nicht zur Person' });
    await desk.page.getByRole('button', { name: 'Deutsch einfügen' }).click();
    const text = await desk.page.getByLabel('Ihre Antwort').inputValue();
    assert.ok(text.length > 40, 'the canned answer is inserted');
    await look(desk.page, 'ticket-operator');
    await desk.page.getByRole('button', { name: 'Antwort senden' }).click();
    const words = text.split('\n')[0];
    await entryBy(page, words).waitFor();
    assert.equal(await box.inputValue(), 'Noch etwas: ');
    assert.ok(Math.abs((await box.boundingBox()).y - before) < 2, 'what one writes has not moved');
    assert.equal(await page.getByText('Hatten wir schon einmal.').count(), 0, 'a note is for operators alone');
    await desk.page.getByRole('combobox', { name: 'Auf wen wartet es?' }).selectOption('Wartet auf die Organisation');
    await desk.page.getByRole('button', { name: 'Stand setzen' }).click();
    await page.getByText('Wartet auf Sie', { exact: true }).waitFor();

    // The member's mail leads to the ticket, and an answer to it comes back into it.
    const mail = await mailOf(reference, buyer, words);
    assert.ok(mail.text.includes(`/tickets/${reference}`), mail.text);
    const replyTo = mail.text.match(/Reply-To: (\S+)/)[1];
    await deliver(buyer, 'Re: Zertifikat', 'Das neue Zertifikat ist beantragt.', replyTo);
    await entryBy(page, 'Das neue Zertifikat ist beantragt.').getByText('per Mail').waitFor();
    await page.getByText('Wartet auf den Betrieb').waitFor();

    // Whoever else writes there is shown to operators alone.
    await deliver('stranger@demo.example', 'Re: Zertifikat', 'Hier ist meine Kontonummer.', replyTo);
    await entryBy(desk.page, 'Hier ist meine Kontonummer.').getByText('Absender nicht bestätigt').waitFor();
    assert.equal(await page.getByText('Hier ist meine Kontonummer.').count(), 0);
    await look(desk.page, 'ticket-operator-unconfirmed');

    // An IT provider joins; whether mails reach them a test mail shows.
    await page.getByText('Weitere Adresse oder IT-Dienstleister hinzufügen').click();
    const joining = page.getByRole('form', { name: 'Weitere Adresse oder IT-Dienstleister hinzufügen' });
    await joining.getByRole('radio', { name: 'IT-Dienstleister' }).check();
    await joining.getByLabel('Name').fill('Rechenzentrum Nord');
    await joining.getByLabel('E-Mail-Adresse').fill('nord@rechenzentrum.example');
    await joining.getByRole('button', { name: 'Hinzufügen' }).click();
    await page.getByRole('button', { name: /^Testmail an Rechenzentrum Nord senden/ }).click();
    await page.getByText(/^Testmail gesendet/).waitFor();
    await look(page, 'ticket-probe');
    const probed = await visit(browser, phone);
    await probed.page.goto((await linkTo('nord@rechenzentrum.example')).replace(/^https?:\/\/[^/]+/, base));
    await probed.page.getByRole('button', { name: 'Ja, sie ist angekommen' }).click();
    await page
      .getByText(/^Unsere Mails kommen an \(bestätigt am/)
      .first()
      .waitFor();
    await box.fill('Vielen Dank.');
    await page.getByRole('button', { name: 'Antwort senden' }).click();
    const copy = await mailOf(reference, 'nord@rechenzentrum.example', 'Vielen Dank.');
    assert.ok(!copy.text.includes('/tickets/'), 'who has no account is led to no page');

    await page.getByRole('button', { name: 'Ist gelöst' }).click();
    await page.getByRole('button', { name: 'Wieder öffnen' }).waitFor();
    const small = await enter(buyer, `/tickets/${reference}`, phone);
    await entryBy(small.page, 'Vielen Dank.').waitFor();
    await look(small.page, 'ticket-member');
    await ended(member, desk, probed, small);
  },
);

test('F7 two questions are merged after it is said what happens; the first leads on', async () => {
  const [first, second] = [await ask('Zeichnung durch die Vertretung'), await ask('Vertretung der Bürgermeisterin')];
  const desk = await enter(operator, `/tickets/${first}`);
  await desk.page.getByRole('button', { name: 'Mit einem anderen zusammenführen' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Nummer des Tickets, in das es soll').fill('TK-222-222-222');
  await dialog.getByRole('button', { name: 'Ansehen, was geschieht' }).click();
  await dialog.getByText('Ein Ticket mit dieser Nummer gibt es nicht.').waitFor();
  await dialog.getByLabel('Nummer des Tickets, in das es soll').fill(second.toLowerCase());
  await dialog.getByRole('button', { name: 'Ansehen, was geschieht' }).click();
  await dialog.getByText(/Das lässt sich nicht rückgängig machen/).waitFor();
  await look(desk.page, 'ticket-merge');
  await dialog.getByRole('button', { name: 'Zusammenführen' }).click();
  await desk.page.waitForURL(`**/tickets/${second}`);
  await entryBy(desk.page, 'Zeichnung durch die Vertretung: wie geht das?').waitFor();
  await desk.page.getByText(`Ticket ${first} wurde mit diesem zusammengeführt.`).waitFor();

  const member = await enter(buyer, `/tickets/${first}`, phone);
  await member.page.getByRole('link', { name: `Zu ${second}` }).waitFor();
  await look(member.page, 'ticket-merged');
  await member.page.getByRole('link', { name: `Zu ${second}` }).click();
  await entryBy(member.page, 'Zeichnung durch die Vertretung: wie geht das?').waitFor();
  assert.equal(await member.page.getByText(/wurde mit diesem zusammengeführt/).count(), 0);
  await member.page.goto('/tickets?stand=betrieb');
  await member.page.locator(`a[href="/tickets/${second}"]`).waitFor();
  await look(member.page, 'tickets-member');
  await ended(desk, member);
});

test('operators keep canned answers in both languages', async () => {
  const { context, page, faults } = await enter(operator, '/betrieb/textbausteine');
  await page.getByRole('button', { name: 'Neuer Textbaustein' }).click();
  const name = `Gruß ${Date.now()}`;
  await page.getByLabel('Titel auf Deutsch').fill(name);
  await page.getByLabel('Text auf Deutsch').fill('Freundliche Grüße');
  await page.getByLabel('Titel auf Englisch').fill(`Regards ${name}`);
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('link', { name: 'Bitte füllen Sie dieses Feld aus.' }).waitFor();
  await page.getByLabel('Text auf Englisch').fill('Kind regards');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await look(page, 'canned');
  await page.getByRole('button', { name: `„${name}“ löschen` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Löschen' }).click();
  await page.getByRole('heading', { level: 2, name }).waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await context.close();
});
