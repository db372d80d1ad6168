// A Direct Line token for one user: node init-token.mjs USER_ID [NAME]
// Takes XBOT_URL, XBOT_GATEWAY_KEY and XBOT_PARTNER_KEY from the environment; needs Node 18 or newer.
import { setTimeout as sleep } from "node:timers/promises";

const { XBOT_URL, XBOT_GATEWAY_KEY, XBOT_PARTNER_KEY } = process.env;
const LONGEST_WAIT = 30; // seconds

/** The user's token, with conversationId and expiresIn; throws a refusal. */
async function initToken(userInfo, retries = 2) {
  const answer = await fetch(`${XBOT_URL}/partner/xpbot/api/webchat/initForClient`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "x-api-key": XBOT_GATEWAY_KEY, "xp-api-key": XBOT_PARTNER_KEY },
    body: JSON.stringify({ userInfo }),
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  });
  if (answer.ok) {
    return (await answer.json()).data;
  }
  const wait = Number(answer.headers.get("Retry-After") ?? NaN);
  if ([429, 503].includes(answer.status) && wait <= LONGEST_WAIT && retries > 0) {
    await sleep(wait * 1000);
    return initToken(userInfo, retries - 1); // the same call twice does no harm
  }
  throw new Error(await explain(answer));
}

async function explain(answer) {
  const envelope = await answer.json().catch(() => null);
  if (!envelope?.code) {
    return `HTTP ${answer.status}`; // not from xBot but from something on the way
  }
  const { code, message, requestId, errors = [] } = envelope;
  return [`${code}: ${message} (requestId ${requestId})`, ...errors.map((e) => `  ${e.pointer} ${e.message}`)].join("\n");
}

try {
  const [id, name] = process.argv.slice(2);
  const token = await initToken({ id, name });
  // token.token is what the web chat gets
  console.log(`conversation ${token.conversationId}, ${token.expiresIn} s left`);
} catch (refusal) {
  console.error(refusal.message);
  process.exitCode = 1;
}
