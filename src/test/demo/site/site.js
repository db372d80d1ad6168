import {showAnswer, showNote} from './answer.js';
import {startChat, showTimeLeft, letTimePass} from './chat.js';

const MINUTES = 45;
const element = id => document.getElementById(id);

/** @returns what the site's backend answered, null where it had nothing to say */
async function backend(path, body) {
  const response = await fetch(`/api/${path}`, body && {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`the site's backend answered ${response.status} to ${path}`);
  }
  return response.status === 204 ? null : response.json();
}

let site = await backend('session');
showDown();
if (site.user) {
  open(site.user);
  await ask('usual');
} else {
  element('login').hidden = false;
}
setInterval(showTimeLeft, 1000);

element('login').addEventListener('submit', event => {
  event.preventDefault();
  whileBusy(async () => {
    const name = element('name').value;
    const answer = await backend('login', {name});
    if (answer.status !== 200) {
      element('name-problem').textContent = `${answer.status} ${answer.reason}: ${why(answer.envelope)}`;
      element('name').focus();
      return;
    }
    sessionStorage.clear();
    open(name);
    await take(answer);
    element('chat-title').focus();
  });
});
element('logout').addEventListener('click', () => whileBusy(async () => {
  await backend('logout', {});
  sessionStorage.clear();
  location.reload();
}));
element('reload').addEventListener('click', () => location.reload());
element('pass-time').addEventListener('click', () => whileBusy(async () => {
  await backend('clock', {minutes: MINUTES});
  letTimePass(MINUTES * 60);
  showNote('Now reload the page: under 20 minutes left, a token is refreshed.');
}));
element('down').addEventListener('click', () => whileBusy(async () => {
  site.directLineIsDown = !site.directLineIsDown;
  await backend('direct-line', {down: site.directLineIsDown});
  showDown();
  showNote(site.directLineIsDown
    ? 'Direct Line answers 503. A cached token still comes, a new one does not.'
    : 'Direct Line works again.');
}));
for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', () => whileBusy(() => ask(button.dataset.ask)));
}

for (const button of document.querySelectorAll('[data-zalo]')) {
  button.addEventListener('click', () => whileBusy(async () => {
    showNote('');
    showAnswer(await backend('zalo', {forged: button.dataset.zalo === 'forged'}));
  }));
}

function open(user) {
  element('login').hidden = true;
  element('account').hidden = false;
  element('desk').hidden = false;
  element('user').textContent = user;
}

function showDown() {
  element('down').setAttribute('aria-pressed', site.directLineIsDown);
}

async function ask(as) {
  showNote('');
  await take(await backend('token', {as}));
}

async function take(answer) {
  showAnswer(answer);
  if (answer.status === 200) {
    startChat(site.directLine, answer.envelope.data);
  } else if (element('webchat').firstChild) {
    showNote('The open chat goes on with its token.');
  }
}

function why(envelope) {
  return envelope.errors?.map(error => `the name ${error.message}`).join(', ') ?? envelope.message;
}

async function whileBusy(action) {
  const buttons = [...document.querySelectorAll('button')];
  const focused = document.activeElement;
  buttons.forEach(button => button.setAttribute('aria-busy', 'true'));
  try {
    await action();
  } catch (error) {
    showNote(error.message);
  } finally {
    buttons.forEach(button => button.removeAttribute('aria-busy'));
    if (!focused?.isConnected) {
      element('chat-title').focus();
    }
  }
}
