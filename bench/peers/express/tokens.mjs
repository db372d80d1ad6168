// The users' tokens; a missing one is generated once, however many requests wait for it. Nothing is ever evicted.
import {Refusal} from './refusal.mjs';

const MIN_REMAINING = 20 * 60 * 1000;
const cache = new Map();

export function tokenOf(partner, userId, name) {
  const key = `${partner.id}/${userId}`;
  const known = cache.get(key);
  if (known && known.expires - Date.now() >= MIN_REMAINING) return known.token;
  // while it is on its way it does not expire
  const entry = {token: generate(partner, userId, name), expires: Infinity};
  cache.set(key, entry);
  entry.token.then((token) => { entry.expires = token.expires; }, () => cache.delete(key));
  return entry.token;
}

async function generate({directLine}, id, name) {
  const answer = await fetch(`${directLine['base-uri']}/v3/directline/tokens/generate`, {
    method: 'POST',
    headers: {'Authorization': `Bearer ${directLine.secret}`, 'Content-Type': 'application/json'},
    body: JSON.stringify({user: {id, name}}),
    signal: AbortSignal.timeout(8000),
  });
  const {conversationId, token, expires_in: lifetime} = answer.ok ? await answer.json() : {};
  if (!conversationId || !token || !(lifetime >= 60)) {
    throw new Refusal(502, 'UPSTREAM_ERROR', 'Direct Line gave no token');
  }
  return {conversationId, token, expires: Date.now() + lifetime * 1000};
}
