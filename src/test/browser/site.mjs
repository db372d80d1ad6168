// Uses the demo's chat site as a person would: by keyboard, on a desktop and on a phone, light and dark.
//   node site.mjs [--screenshots DIR] [SITE_URL]
import {mkdir, readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {parseArgs} from 'node:util';
import {chromium} from 'playwright-core';
import {visit} from './visit.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const SCREENS = {desktop: {width: 1280, height: 800}, phone: {width: 375, height: 812}};

const {values: options, positionals} = parseArgs({
  allowPositionals: true,
  options: {screenshots: {type: 'string', default: 'target/screenshots'}},
});
const site = new URL(positionals[0] ?? 'http://127.0.0.1:8090/');
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
await mkdir(options.screenshots, {recursive: true});

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS});
let failed = 0;
let passed = 0;
for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const colorScheme of ['light', 'dark']) {
    const name = `${screen}-${colorScheme}`;
    const context = await browser.newContext({viewport, colorScheme, hasTouch: screen === 'phone'});
    const page = await context.newPage();
    const shoot = step => page.screenshot({
      path: `${options.screenshots}/${name}-${step}.png`, fullPage: screen === 'phone',
    });
    try {
      await visit(page, {site, axe, shoot, user: `${screen}.${colorScheme}.${Date.now().toString(36)}`});
      passed++;
      console.log(`${name}: ok`);
    } catch (error) {
      failed++;
      await shoot('failed');
      console.error(`${name}: ${error.message}`);
    } finally {
      await context.close();
    }
  }
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
