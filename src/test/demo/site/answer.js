// Shows what the pod answered, which steps the request went through, and how often Direct Line was called for it.

const STEPS = [
  ['check-keys', 'both keys are the same partner\'s'],
  ['check-ip-allowlist', 'the call comes from an address of the partner\'s'],
  ['limit-rate', 'the partner does not call too often'],
  ['validate-init-request', 'the user\'s details are well-formed'],
  ['share-user-profile', 'the details go to whoever wants them'],
  ['get-token', 'cache, refresh or generate'],
  ['wrap-in-envelope', 'the answer, with the seconds that are left'],
];
const SOURCES = {
  generated: 'Direct Line was asked for a new conversation.',
  cached: 'The token came from the cache; Direct Line was not asked.',
  refreshed: 'The token was refreshed; the conversation goes on.',
  stale: 'It could not be refreshed; the old token with what it has left.',
  shared: 'Another request was asking Direct Line just then; both share its token.',
};
const CALLS = ['call-generate', 'call-refresh'];
const COUNT = 'direct-line-calls';

const element = id => document.getElementById(id);
const times = n => n === 1 ? 'once' : n === 0 ? 'not at all' : `${n} times`;

export function showNote(text) {
  element('note').textContent = text || '\u00a0';
}

export function showAnswer(answer) {
  const isToken = answer.status === 200;
  element('status').textContent = isToken ? answer.source : `${answer.status} ${answer.reason}`;
  element('status').className = isToken ? 'pill' : 'pill bad';
  element('sentence').textContent = isToken ? SOURCES[answer.source] : `${answer.envelope.message}.`.replace('..', '.');
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

function steps({status, steps: entered}) {
  const ids = STEPS.map(([id]) => id);
  const last = entered.filter(id => ids.includes(id)).at(-1);
  const inner = entered.filter(id => !ids.includes(id));
  return STEPS.map(([id, purpose]) => {
    const state = !entered.includes(id) ? 'skipped' : id === last && status !== 200 ? 'refused' : 'passed';
    const item = document.createElement('li');
    item.className = `${state} ${id}`;
    const words = {passed: 'passed', refused: 'refused here', skipped: 'not reached'}[state];
    item.setAttribute('aria-label', `${id}: ${words}`);
    const name = document.createElement('code');
    name.textContent = id;
    const detail = document.createElement('small');
    detail.textContent = id === 'get-token' && inner.length ? counted(inner) : purpose;
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
  return runs.map(({id, count}) => count === 1 ? id : `${id} ×${count}`).join(' → ');
}

/** The token is long and nobody reads it. */
function pretty(envelope) {
  return JSON.stringify(envelope, (name, value) => name === 'token' ? `${value.slice(0, 12)}…` : value, 2);
}
