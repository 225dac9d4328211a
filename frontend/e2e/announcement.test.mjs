import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

// One of its own: other journeys find the person without consent.
const authority = 'Landeshauptstadt München';
const picture = async (page, name) => {
  const folder = process.env.SCHALTER_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('a decision is announced: owner and clerk see the day, its rule and why; without consent no day is claimed', async () => {
  const title = `Tag ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const mailbox = await openMailbox(ask, authority, title);
  await send(ask, mailbox, 'Antrag', 'Bitte entscheiden Sie.');
  const clerk = await visit(browser, { viewport: { width: 1280, height: 900 } });
  const citizen = await visit(browser, { viewport: { width: 390, height: 844 } });
  const desk = clerk.page;
  const { page } = citizen;
  await signIn(desk, 'clerk-muenchen@demo.example');
  await desk.goto(`/eingang/${mailbox.authorityId}?ordnung=neu`);
  await desk.locator('.inbox-row').filter({ hasText: title }).getByRole('link').click();
  await desk.getByRole('heading', { level: 1, name: title }).waitFor();
  const decide = async (subject) => {
    await desk
      .getByRole('button', { name: /antworten/ })
      .first()
      .click();
    await desk.getByRole('radio', { name: 'Bescheid' }).check();
    await desk.getByLabel('Betreff').fill(subject);
    await desk.getByLabel('Ihre Nachricht').fill('Die Erlaubnis wird erteilt.');
  };

  // Without consent it is for information: no side is told of a day, not even once it was read.
  await decide('Erster Bescheid');
  await desk.getByRole('button', { name: 'Senden', exact: true }).click();
  await signIn(page, 'citizen@demo.example');
  await page.goto(`/postfach/${mailbox.mailboxId}`);
  const first = page.getByRole('article', { name: 'Erster Bescheid' });
  await first.getByText('Zur Kenntnis, nicht bekannt gegeben').waitFor();
  await first.getByRole('button', { name: 'Bescheid öffnen' }).click();
  await first.getByText('Die Erlaubnis wird erteilt.').waitFor();
  await first.getByRole('group', { name: 'Bereitstellung und Benachrichtigung' }).waitFor();
  const atDesk = desk.getByRole('article', { name: 'Erster Bescheid' });
  await atDesk
    .getByText(/Abgerufen/i)
    .first()
    .waitFor();
  for (const one of [first, atDesk]) assert.equal(await one.getByText(/Tag der Bekanntgabe/).count(), 0);

  // With consent, the notice gives a day, and the authority sees it.
  const { legalTexts } = await ask('{ legalTexts { kind version } }');
  const { consentGive } = await ask(
    `mutation ($input: ConsentGiveInput!) { consentGive(input: $input) { consent { id } userErrors { code message } } }`,
    {
      input: {
        authorityId: mailbox.authorityId,
        scope: 'ANNOUNCEMENT',
        textVersion: legalTexts.find(({ kind }) => kind === 'CONSENT_ANNOUNCEMENT').version,
      },
    },
  );
  assert.deepEqual(consentGive.userErrors, []);
  await desk.reload();
  await desk.getByText(/Bekanntgabe hier, seit/).waitFor();
  await decide('Zweiter Bescheid');
  await desk.getByRole('radio', { name: 'Ein Monat' }).check();
  await desk.getByRole('button', { name: 'Senden', exact: true }).click();
  const told = desk.getByRole('article', { name: 'Zweiter Bescheid' });
  const announced = (where) => where.getByRole('group', { name: 'Tag der Bekanntgabe' });
  const why = async (where, words) => {
    await announced(where).getByText('Warum dieses Datum?').click();
    await announced(where).getByText(words).waitFor();
  };
  await why(told, /der Absendung der Benachrichtigung/);
  const byNotice = await announced(told).locator('time').getAttribute('datetime');
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Berlin' });
  assert.ok(byNotice > today);

  // The person opens it before: that moves the day, on both sides, and neither has to load the page again.
  await page.reload();
  const second = page.getByRole('article', { name: 'Zweiter Bescheid' });
  await second.getByRole('button', { name: 'Bescheid öffnen' }).click();
  for (const [side, where] of [
    [page, second],
    [desk, told],
  ]) {
    const day = announced(where);
    await day.locator(`time[datetime="${today}"]`).waitFor();
    await day.getByText('Vorläufig', { exact: true }).waitFor();
    await day.getByText(/^Vorher war es der/).waitFor();
    // What was opened at the desk stays open.
    if (side === page) await why(where, /des Abrufs/);
    else await day.getByText(/des Abrufs/).waitFor();
    await day.getByRole('link', { name: /^Art\. 24 .* BayDiG$/ }).waitFor();
    await assertAccessible(side, 'day of announcement');
    await assertFits(side, 'day of announcement');
  }
  await second.getByText('In Leichter Sprache').last().click();
  // At the end of the page the line of the composer covers nothing.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await assertAccessible(page, 'day of announcement in easy language');
  await picture(page, 'announcement-owner');
  await picture(desk, 'announcement-clerk');
  for (const { context, faults } of [citizen, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
