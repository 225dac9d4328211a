// A message with which an authority did nothing for two weeks. Two weeks do not go by in a journey: the program's answer is altered on its way to
// the page, in the one word that says so. That the program says it, and when, is tested where the clock is moved (internal/postbox).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { as, openMailbox, send } from './api.mjs';
import { alterAnswers, launch, signIn, visit } from './browser.mjs';
import { look } from './channelParts.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [name, viewport] of [
  ['wide', { width: 1280, height: 900 }],
  ['narrow', { width: 390, height: 844 }],
]) {
  test(`a message that nobody opened for two weeks says so, and what to do (${name})`, async () => {
    const ask = await as('citizen@demo.example');
    const mailbox = await openMailbox(ask, 'Landratsamt Bayreuth', `Still ${Date.now()}`);
    await send(ask, mailbox, 'Anfrage', 'Guten Tag, liest das jemand?');
    const { page, context, faults } = await visit(browser, { viewport });
    await signIn(page, 'citizen@demo.example');
    await alterAnswers(page, (body) => body.replaceAll('"silent":false', '"silent":true'));
    await page.goto(`/postfach/${mailbox.mailboxId}`);
    await page.getByText('14 Tage lang hat dort niemand diese Nachricht geöffnet').waitFor();
    await page.getByRole('button', { name: /Landratsamt Bayreuth als Brief oder Fax drucken/ }).waitFor();
    await look(page, `mailbox-silent-${name}`);
    assert.deepEqual(faults, []);
    await context.close();
  });
}
