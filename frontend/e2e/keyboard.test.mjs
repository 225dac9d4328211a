import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send, steps } from './api.mjs';
import { launch, password, visit } from './browser.mjs';

let browser;

before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Tabs until what has the focus is called so. */
async function tabTo(page, name, most = 60) {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const { activeElement, body } = document;
      if (activeElement === body) return '';
      const label = activeElement?.labels?.[0]?.textContent ?? '';
      return `${activeElement?.getAttribute('aria-label') ?? ''} ${label} ${activeElement?.textContent ?? ''}`;
    });
    if (name.test(here)) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}

async function signInByKeys(page, email) {
  await page.goto('/anmelden');
  await page.getByLabel('E-Mail-Adresse').waitFor();
  await tabTo(page, /E-Mail-Adresse/);
  await page.keyboard.type(email);
  await tabTo(page, /^\s*Passwort\s*$/);
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/anmelden'));
}

const focusVisible = (page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    if (!activeElement || activeElement === document.body) return false;
    const { bottom, top } = activeElement.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });

test('citizen and clerk do their work without a mouse', async () => {
  const title = `Tastatur ${Date.now()}`;
  const ask = await as('citizen@demo.example');
  const mailbox = await openMailbox(ask, 'Landeshauptstadt München', title);
  const citizen = await visit(browser, { viewport: { width: 1280, height: 800 } });
  await signInByKeys(citizen.page, 'citizen@demo.example');
  const { page } = citizen;
  await page.goto('/postfach');
  await page.getByRole('link', { name: title }).waitFor();
  await tabTo(page, new RegExp(title));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByRole('button', { name: /Nachricht an Landeshauptstadt München/ }).waitFor();
  await tabTo(page, /Nachricht an Landeshauptstadt München/);
  await page.keyboard.press('Enter');
  // Opened, the form has the focus where one begins to write.
  await page.waitForFunction(() => document.activeElement?.id === 'subject');
  await page.keyboard.press('Control+Enter');
  const summary = page.getByRole('alert', { name: 'Bitte prüfen Sie Ihre Angaben' });
  await summary.waitFor();
  assert.ok(await summary.evaluate((element) => element === document.activeElement), 'the summary has the focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'subject');
  await page.keyboard.type('Ohne Maus');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Guten Tag');
  assert.ok(await focusVisible(page));
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Ohne Maus' }).waitFor();
  assert.ok(await focusVisible(page), 'the focus is not lost after sending');
  const later = await send(ask, mailbox, 'Noch etwas', 'Nachtrag');

  const clerk = await visit(browser, { viewport: { width: 1280, height: 800 } });
  const desk = clerk.page;
  await signInByKeys(desk, 'clerk-muenchen@demo.example');
  await desk.goto('/eingang?ordnung=neu');
  await desk.waitForURL(/eingang\/aut_/);
  await desk.getByRole('heading', { level: 1, name: 'Eingang' }).waitFor();
  await desk.keyboard.press('?');
  await desk.getByRole('dialog', { name: 'Tasten im Eingang' }).waitFor();
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('/');
  await desk.waitForFunction(() => document.activeElement?.id === 'inbox-search');
  await desk.keyboard.type(title);
  await desk.getByText('1 Fall', { exact: true }).first().waitFor({ state: 'attached' });
  // Letters are text while one types; elsewhere they act.
  assert.equal(await desk.getByLabel('Suchen').inputValue(), title);
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('j');
  await desk.getByRole('heading', { level: 1, name: title }).waitFor();
  assert.ok(await desk.getByRole('heading', { level: 1 }).evaluate((h1) => h1 === document.activeElement));
  await desk.getByRole('heading', { name: 'Noch etwas' }).waitFor();
  // Walked over, the case is only looked at; entered, it is opened, and the citizen sees it.
  const looked = desk.getByText(/Nur angesehen/);
  await looked.waitFor();
  assert.deepEqual(await steps(ask, later), ['DELIVERED']);
  await desk.keyboard.press('Enter');
  await looked.waitFor({ state: 'detached' });
  await page.getByText('Geöffnet – erledigt').first().waitFor({ state: 'attached' });
  await page.waitForFunction(() => !document.body.textContent.includes('Geöffnet – steht noch aus'));
  assert.deepEqual(await steps(ask, later), ['DELIVERED', 'OPENED']);
  await desk.keyboard.press('r');
  await desk.waitForFunction(() => document.activeElement?.id === 'body');
  await desk.keyboard.type('Danke, ist da.');
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'AW: Noch etwas' }).waitFor();
  await page.getByRole('heading', { name: 'AW: Noch etwas' }).waitFor();
  await desk.keyboard.press('u');
  await desk
    .locator('.inbox-row--current')
    .getByText(/[12] ungelesen/)
    .waitFor();

  for (const { context, faults } of [citizen, clerk]) {
    assert.deepEqual(faults, []);
    await context.close();
  }
});
