// Shows what the pod answered, which steps the request went through, and how often Direct Line was called for it.

const STEPS = [
  ['check-keys', 'both keys are one partner\'s'],
  ['check-ip-allowlist', 'it comes from a partner\'s address'],
  ['limit-rate', 'not too many calls'],
  ['validate-init-request', 'the user\'s details are well-formed'],
  ['share-user-profile', 'a copy for a CRM, a queue, …'],
  ['get-token', 'cache, refresh or generate'],
  ['wrap-in-envelope', 'with the seconds that are left'],
];
const ZALO_STEPS = [
  ['check-zalo-key', 'the key in the address is a partner\'s'],
  ['limit-rate-of-zalo', 'not too many calls'],
  ['validate-zalo-event', 'it is an event'],
  ['check-zalo-signature', 'Zalo signed these bytes'],
  ['take-zalo-event-once', 'a repetition goes no further'],
  ['hand-over-zalo-event', 'to xBot\'s core, byte for byte'],
  ['wrap-zalo-answer', 'Zalo hears that the core has it'],
];
const SOURCES = {
  generated: 'Direct Line was asked for a new conversation.',
  cached: 'It came from the cache; Direct Line was not asked.',
  refreshed: 'Refreshed; the same conversation goes on.',
  stale: 'It could not be refreshed; the old token with what it has left.',
  shared: 'Another request was asking Direct Line just then; both share its token.',
};
// of what happens inside get-token: what leaves the pod
const OUTSIDE = ['read-token-cache', 'call-refresh', 'call-generate', 'write-token-cache', 'keep-refreshed-token'];
const CALLS = ['call-generate', 'call-refresh'];
const COUNT = 'direct-line-calls';

const element = id => document.getElementById(id);
const times = n => n === 1 ? 'once' : n === 0 ? 'not at all' : `${n} times`;

// there from the start, so that nothing moves when the first answer comes
element('steps').replaceChildren(...steps({steps: []}));

export function showNote(text) {
  element('note').textContent = text;
}

export function showAnswer(answer) {
  const isDone = answer.status === 200;
  element('status').textContent = answer.source ?? `${answer.status} ${answer.reason}`;
  element('status').className = isDone ? 'pill' : 'pill bad';
  element('sentence').textContent = !isDone ? sentence(answer.envelope.message)
    : SOURCES[answer.source] ?? (answer.reply ? `The user gets on Zalo: “${answer.reply}”` : 'No reply came.');
  showCalls(answer.steps.filter(step => CALLS.includes(step)).length);
  element('steps').replaceChildren(...steps(answer));
  element('envelope').textContent = `HTTP ${answer.status} ${answer.reason}\n\n${pretty(answer.envelope)}`;
}

function showCalls(count) {
  const all = Number(sessionStorage.getItem(COUNT) ?? 0) + count;
  sessionStorage.setItem(COUNT, all);
  element('calls').textContent = times(count);
  element('all-calls').textContent = times(all);
}

function steps({status, target, steps: entered}) {
  const all = target?.includes('/zalo/') ? ZALO_STEPS : STEPS;
  const ids = all.map(([id]) => id);
  const last = entered.filter(id => ids.includes(id)).at(-1);
  const inner = entered.filter(id => OUTSIDE.includes(id));
  return all.map(([id, purpose]) => {
    const state = !entered.includes(id) ? 'skipped' : id === last && status !== 200 ? 'refused' : 'passed';
    const item = document.createElement('li');
    item.className = `${state} ${id}`;
    const words = {passed: 'passed', refused: 'refused here', skipped: 'not reached'}[state];
    item.setAttribute('aria-label', `${id}: ${words}`);
    const name = document.createElement('code');
    name.textContent = id;
    const detail = document.createElement('small');
    detail.append(...id === 'get-token' && inner.length ? counted(inner) : [purpose]);
    item.append(name, detail);
    return item;
  });
}

/** a → b ×3 → c */
function counted(ids) {
  const runs = [];
  for (const id of ids) {
    const run = runs.find(known => known.id === id);
    run ? run.count++ : runs.push({id, count: 1});
  }
  return runs.flatMap(({id, count}, i) => {
    const step = document.createElement('span');
    step.textContent = count === 1 ? id : `${id} ×${count}`;
    return i === 0 ? [step] : [' → ', step];
  });
}

const sentence = text => `${text[0].toUpperCase()}${text.slice(1)}.`;

/** The token is long and nobody reads it. */
function pretty(envelope) {
  return JSON.stringify(envelope, (name, value) => name === 'token' ? `${value.slice(0, 12)}…` : value, 2);
}
