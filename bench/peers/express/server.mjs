// node server.mjs PORT PARTNERS-FILE
import {createHash, randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {BlockList, isIPv4} from 'node:net';
import express from 'express';
import {checkInitRequest} from './init-request.mjs';
import {Refusal} from './refusal.mjs';
import {tokenOf} from './tokens.mjs';

const [port, file] = process.argv.slice(2);
const byGatewayKey = new Map();
const byPartnerKey = new Map();
for (const [id, partner] of Object.entries(JSON.parse(readFileSync(file)).partners)) {
  const allowed = new BlockList();
  for (const range of partner['allowed-ips']) {
    const [network, bits] = range.split('/');
    allowed.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  const known = {id, prefix: partner['user-id-prefix'], allowed, directLine: partner['direct-line']};
  for (const key of partner['gateway-keys']) byGatewayKey.set(key.sha256, known);
  for (const key of partner['partner-keys']) byPartnerKey.set(key.sha256, known);
}

const sha256 = (key) => createHash('sha256').update(key).digest('hex');

function checkCaller(request, response, next) {
  const given = request.get('X-Request-Id');
  request.id = given && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : randomUUID();
  response.set({'X-Request-Id': request.id, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff'});
  const gatewayKey = request.get('x-api-key');
  const partnerKey = request.get('xp-api-key');
  const partner = gatewayKey && partnerKey && byGatewayKey.get(sha256(gatewayKey));
  if (!partner || partner !== byPartnerKey.get(sha256(partnerKey))) {
    throw new Refusal(401, 'INVALID_KEY', 'a key is missing or not valid');
  }
  const ip = request.socket.remoteAddress;
  if (!partner.allowed.check(ip, isIPv4(ip) ? 'ipv4' : 'ipv6')) {
    throw new Refusal(403, 'IP_NOT_ALLOWED', 'the client IP is not allowed');
  }
  request.partner = partner;
  next();
}

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/partner/xpbot/api/webchat/initForClient', checkCaller, express.json({limit: '64kb'}),
  async (request, response) => {
    const {id, name} = checkInitRequest(request.body);
    const userId = `${request.partner.prefix}.${id}`;
    const token = await tokenOf(request.partner, userId, name);
    const expiresIn = Math.floor((token.expires - Date.now()) / 1000);
    response.json({status: 0, data: {conversationId: token.conversationId, userId, token: token.token, expiresIn}});
  });
app.use((error, request, response, next) => {
  const refusal = error instanceof Refusal ? error
    : error.status === 413 ? new Refusal(413, 'PAYLOAD_TOO_LARGE', 'the body is too large')
    : error.status === 400 ? new Refusal(400, 'INVALID_REQUEST', 'the body is not valid')
    : new Refusal(503, 'UPSTREAM_UNAVAILABLE', 'Direct Line cannot be reached');
  if (refusal.status === 401) response.set('WWW-Authenticate', 'ApiKey');
  const errors = refusal.pointer && [{pointer: refusal.pointer, message: refusal.message}];
  response.status(refusal.status)
    .json({status: 1, code: refusal.code, message: refusal.message, requestId: request.id, errors});
});
app.listen(Number(port), '127.0.0.1');
