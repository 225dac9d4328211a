// From contract to live service: which municipality runs what, what citizens find of it, and the work in between.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, launch, signIn, visit } from './browser.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function check(page, where) {
  await assertFits(page, where);
  await assertAccessible(page, where);
}

const heading = (page, name, level = 1) => page.getByRole('heading', { level, name }).waitFor();

const windows = {
  '1280 px': { viewport: { width: 1280, height: 900 } },
  '390 px, dark': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' },
};

for (const [size, options] of Object.entries(windows)) {
  test(`the picture of all municipalities is read, narrowed and searched without an account, at ${size}`, async () => {
    const { context, page, faults } = await visit(browser, options);
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto('/markt');
    await page.getByRole('link', { name: 'Welche Gemeinde setzt was schon ein?' }).click();
    await heading(page, 'Stand in Bayern');
    const map = page.getByRole('img', { name: /^Punktkarte Bayerns: \d+ von 2\.056 Gemeinden sind online/ });
    await map.waitFor();
    await page
      .getByRole('table', { name: 'Nach Regionen' })
      .getByRole('row', { name: /^Zusammen 2\.056/ })
      .waitFor();
    await check(page, 'picture');
    assert.equal(
      asked.filter((path) => path.endsWith('/municipalities.json')).length,
      1,
      'all places come in one request',
    );

    // What the map shows is in the table: a town by its name, and where it leads.
    await page.getByRole('searchbox').fill('ingolst');
    const row = page.getByRole('table', { name: 'Gemeinden' }).getByRole('row', { name: /^Ingolstadt Online/ });
    await row.waitFor();

    // One service, one region, by keys; the address carries both.
    const choice = page.getByRole('combobox', { name: 'Online-Dienst' });
    await choice.selectOption('wohnsitzanmeldung');
    await heading(page, `Stand: ${await choice.evaluate((select) => select.selectedOptions[0].text)}`, 2);
    const region = page.getByRole('link', { name: 'Regierungsbezirk Oberfranken ansehen' });
    await region.focus();
    await page.keyboard.press('Enter');
    await heading(page, 'In Regierungsbezirk Oberfranken', 2);
    await page.getByRole('img', { name: /von 214 Gemeinden/ }).waitFor();
    assert.match(new URL(page.url()).search, /^\?leistung=[a-z]+&gebiet=094$/);
    await check(page, 'a region');
    await page.reload();
    await heading(page, 'In Regierungsbezirk Oberfranken', 2);
    await page.getByRole('link', { name: 'Ganz Bayern' }).click();
    await heading(page, 'Nach Regionen', 2);
    assert.deepEqual(faults, []);
    await context.close();
  });

  test(`F1 what is live is found online on the pages of the place, the authority and the service, at ${size}`, async () => {
    const { context, page, faults } = await visit(browser, options);
    await page.goto('/markt/stand');
    await page.getByRole('searchbox').fill('ingolst');
    await page.getByRole('link', { name: 'Ingolstadt' }).click();
    await heading(page, 'Ingolstadt');
    const online = page.getByRole('region', { name: 'Online erledigen' });
    const link = online.getByRole('link', { name: /online erledigen/ }).first();
    await link.waitFor();
    await online
      .getByText(/Angebot von .+ · Link geprüft am \d\d\.\d\d\.\d{4}/)
      .first()
      .waitFor();
    await check(page, 'place');
    const address = await link.getAttribute('href');
    assert.match(address, /^https:\/\/formulare-091610000000\.example\//);
    assert.equal(await link.getAttribute('target'), '_blank');
    const name = (await link.innerText()).replace(/ online erledigen.*/s, '');

    const [, authority] = /Angebot von ([^,·]+)/.exec(
      await online
        .getByText(/^Angebot von/)
        .first()
        .innerText(),
    );
    await page.getByRole('link', { name: authority.trim(), exact: true }).click();
    await page.waitForURL('**/behoerde/**');
    await online.getByRole('link', { name: new RegExp(`^${name}`) }).waitFor();
    await check(page, 'authority');

    // The demonstration's addresses end in the service's id.
    await page.goto(`/leistung/${address.split('/').pop()}?ars=091610000000`);
    await heading(page, name);
    assert.equal(await online.getByRole('link').first().getAttribute('href'), address);
    await check(page, 'service');
    assert.deepEqual(faults, []);
    await context.close();
  });
}

for (const [size, options] of Object.entries(windows)) {
  test(`F2 F46 a buyer begins with what waits, each with the page where it is done, at ${size}`, async () => {
    const { context, page, faults } = await visit(browser, options);
    await signIn(page, 'buyer@demo.example');
    await page.waitForURL('**/mein-bereich');
    await heading(page, 'Mein Bereich');
    const waiting = page.getByRole('region', { name: 'Das wartet auf Sie' });
    await waiting.getByRole('link').first().waitFor();
    for (const name of [
      'Überblick',
      'Zuletzt geänderte Bestellungen',
      'Verträge',
      'Tickets',
      'Digitalumlage',
      'Neu im Markt',
    ])
      await heading(page, name, 2);
    await check(page, 'area');
    const places = await waiting
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    for (const place of places) assert.match(place, /^\/(bestellungen|vertraege|einrichtungen|tickets)\/[^/]+$/);
    await waiting.getByRole('link').first().click();
    await page.waitForURL((url) => url.pathname === places[0]);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goBack();
    await heading(page, 'Mein Bereich');

    // All services of the town, those without a link among them, and everything as a file.
    await page.getByRole('link', { name: 'Welche Leistungen sind online?' }).click();
    await heading(page, /^\d+ von \d[\d.]* Leistungen sind online\.$/, 2);
    await page.getByRole('combobox', { name: 'Anzeigen' }).selectOption('Fehlt noch');
    await page.getByText('Fehlt noch', { exact: true }).nth(1).waitFor();
    await check(page, 'services');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Als Excel-Datei herunterladen' }).click();
    assert.match((await download).suggestedFilename(), /\.xlsx$/);
    assert.deepEqual(faults, []);
    await context.close();
  });
}
