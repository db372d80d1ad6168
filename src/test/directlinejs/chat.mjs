// Chats with the bot of partner a4b, which repeats what it hears, through an unmodified DirectLineJS, as a browser would, with the token that the pod gives.
//   node chat.mjs [--websocket] [--token TOKEN] [--direct-line URL] [POD_URL]
import {createRequire} from 'node:module';
import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {JSDOM} from 'jsdom';

const TIMEOUT_MS = 30_000;
const TEXT = 'xin chào';
const SOMEBODY = 'somebody';

const {values: options, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    websocket: {type: 'boolean', default: false},
    token: {type: 'string', default: process.env.TOKEN},
    'direct-line': {type: 'string', default: 'http://127.0.0.1:8082'},
  },
});
const podUrl = positionals[0] ?? 'http://127.0.0.1:8080';

// jsdom stands for the browser: its XMLHttpRequest asks for leave (CORS) as a browser's does.
const {window: browser} = new JSDOM('', {url: 'https://shop.example/'});
globalThis.XMLHttpRequest = browser.XMLHttpRequest;
globalThis.WebSocket = browser.WebSocket;
const {DirectLine} = createRequire(import.meta.url)('botframework-directlinejs');

const deadline = setTimeout(() => end(1, `no reply within ${TIMEOUT_MS / 1000} s`), TIMEOUT_MS);
let directLine;
try {
  const {token, userId} = options.token ? {token: options.token, userId: userOf(options.token)} : await initForClient();
  chat(token, userId);
} catch (error) {
  end(1, error.message);
}

async function initForClient() {
  const body = await readFile(new URL('../demo/init-request.json', import.meta.url));
  const response = await fetch(new URL('/partner/xpbot/api/webchat/initForClient', podUrl), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': process.env.GATEWAY_KEY ?? 'test-gateway-key-a4b',
      'xp-api-key': process.env.PARTNER_KEY ?? 'test-partner-key-a4b',
    },
    body,
  }).catch(error => {
    throw new Error(`cannot reach the pod at ${podUrl}: ${error.cause?.message ?? error.message}`);
  });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`the pod answered ${response.status}: ${text}`);
  }
  return JSON.parse(text).data;
}

function chat(token, userId) {
  directLine = new DirectLine({
    token,
    domain: `${options['direct-line']}/v3/directline`,
    webSocket: options.websocket,
  });
  directLine.activity$
    .filter(activity => activity.type === 'message' && activity.text === `xBot for a4b heard: ${TEXT}`)
    .subscribe(
      ({recipient}) =>
        recipient?.id === userId ? end(0, 'reply received') : end(1, `the bot heard ${recipient?.id}, not ${userId}`),
      error => end(1, `Direct Line failed: ${error.message ?? error.type}`));
  directLine
    .postActivity({type: 'message', from: {id: userId}, text: TEXT})
    .subscribe(
      id => id === 'retry' && end(1, 'Direct Line did not take the message'),
      error => end(1, `cannot post the message: ${error.message}`));
}

function userOf(token) {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).user ?? SOMEBODY;
  } catch {
    return SOMEBODY; // not every token is a JWT
  }
}

function end(code, line) {
  clearTimeout(deadline);
  directLine?.end();
  (code === 0 ? console.log : console.error)(line);
  process.exit(code);
}
