import assert from 'node:assert/strict';
import {watch} from './watch.mjs';

const TABS = 25;
const NO_SUCH_KEY = /test-(gateway|partner)-key|test-(direct-line|zalo)-secret/;

/** One visit, by keyboard alone, from the log-in to the log-out. */
export async function visit(page, {site, axe, shoot, user}) {
  const text = id => page.locator(`#${id}`).innerText();
  const status = expected => page.locator('#status', {hasText: expected}).waitFor();
  const seen = watch(page);
  page.setDefaultTimeout(20_000);

  await page.goto(site.href);
  await page.locator('#login').waitFor();
  await isAccessible(page, axe);
  await shoot('login');

  await tabTo(page, '#name');
  await page.keyboard.type('not a name!');
  await page.keyboard.press('Enter');
  await page.locator('#name-problem', {hasText: '400 Bad Request: the name'}).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(user);
  await page.keyboard.press('Enter');
  await status('generated');
  assert.equal(await text('user'), user);
  assert.match(await text('left'), /^(60:00|59:\d\d) min$/);
  assert.equal(await text('calls'), 'once');
  const first = await text('conversation');
  await say(page, 'xin chào');
  await shoot('chat');
  const left = await text('left');
  await page.waitForFunction(before => document.getElementById('left').innerText !== before, left);

  await press(page, '#reload');
  await status('cached');
  assert.equal(await text('conversation'), first, 'a reload keeps the conversation');
  assert.equal(await text('calls'), 'not at all');
  assert.equal(await text('all-calls'), 'once');
  await page.getByText('xBot for a4b heard: xin chào').first().waitFor();

  await press(page, '[data-zalo=written]');
  await status('200 OK');
  await page.locator('#sentence', {hasText: 'xBot for a4b heard: Chào A4B'}).waitFor();
  await page.locator('.steps .passed.hand-over-zalo-event').waitFor();
  await shoot('zalo');
  await press(page, '[data-zalo=forged]');
  await status('403 Forbidden');
  await refusedAt(page, 'check-zalo-signature', 'SENDER_REFUSED');

  await press(page, '[data-ask=new-conversation]');
  await page.waitForFunction(old => document.getElementById('conversation').innerText !== old, first);
  await status('generated');
  assert.equal(await text('all-calls'), '2 times');
  await page.getByText('xBot for a4b heard: xin chào').first().waitFor({state: 'detached'});
  await say(page, 'one more time');
  const second = await text('conversation');

  await press(page, '[data-ask=wrong-key]');
  await status('401 Unauthorized');
  await refusedAt(page, 'check-keys', 'INVALID_KEY');
  await press(page, '[data-ask=ip-not-allowed]');
  await status('403 Forbidden');
  await refusedAt(page, 'check-ip-allowlist', 'IP_NOT_ALLOWED');
  await say(page, 'still here');
  await isAccessible(page, axe);
  await shoot('refused');

  await press(page, '#pass-time');
  await page.locator('#left', {hasText: /^1[45]:/}).waitFor();
  await press(page, '#reload');
  await status('refreshed');
  assert.equal(await text('conversation'), second, 'a refresh keeps the conversation');
  await page.getByText('xBot for a4b heard: still here').first().waitFor();
  await page.locator('#webchat[aria-busy=false]').waitFor();
  await shoot('refreshed');

  await press(page, '#down');
  await page.locator('#down[aria-pressed=true]').waitFor();
  await press(page, '[data-ask=new-conversation]');
  await status('503 Service Unavailable');
  await refusedAt(page, 'get-token', 'UPSTREAM_UNAVAILABLE');
  assert.equal(await text('conversation'), second, 'a refusal leaves the chat as it is');
  await isAccessible(page, axe);
  await shoot('down');
  await press(page, '#down');
  await page.locator('#down[aria-pressed=false]').waitFor();
  await say(page, 'again');
  // so that the next visit finds no open circuit breaker
  await press(page, '#pass-time');

  await press(page, '#logout');
  await page.locator('#login').waitFor();

  const {problems, origins, bodies} = await seen();
  assert.deepEqual(problems, [], 'what the browser complained of');
  assert.deepEqual([...origins].filter(origin => new URL(origin).hostname !== '127.0.0.1'), [], 'called elsewhere');
  assert.ok(bodies.some(body => body.includes('"expiresIn"')), 'the answers were looked into');
  assert.ok(!bodies.some(body => NO_SUCH_KEY.test(body)), 'a key came to the browser');
}

async function tabTo(page, selector) {
  for (let i = 0; i < TABS; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(it => document.activeElement.matches(it), selector)) {
      return;
    }
  }
  throw new Error(`${selector} cannot be reached by ${TABS} tabs`);
}

async function press(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press('Enter');
}

/** The words come back from the core, which the pod alone tells whose they are. */
async function say(page, words) {
  await page.locator('#webchat[aria-busy=false]').waitFor();
  await tabTo(page, '[placeholder^="Write something"]');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
  await page.getByText(`xBot for a4b heard: ${words}`).first().waitFor();
}

async function refusedAt(page, step, code) {
  await page.locator(`.steps .refused.${step}`).waitFor();
  assert.match(await page.locator('#envelope').innerText(), new RegExp(`"code": "${code}"`));
  assert.equal(await page.locator('.steps .refused').count(), 1);
}

/** No serious finding of axe, and nothing that must be scrolled to sideways. */
async function isAccessible(page, axe) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(({impact}) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(serious.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target)}`), [], 'accessibility');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'wider than the screen');
}
