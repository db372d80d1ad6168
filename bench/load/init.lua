-- The init requests of wrk: init.lua KIND USERS PARTNERS [FRESH]
-- KIND: ok: cached users; mixed: 19 cached users and a new one, counted from FRESH; 401, 403, 400: refused ones.
-- bench/tool/Request.java has the same request.
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local body_head = '{"userInfo":{"id":"u'
local body_tail = '","name":"Nguyen Van A","email":"nguyenvana@example.com","phone":"84988883434",'
  .. '"address":"z06, Tân Thuận Đông, Quận 7, Tp HCM",'
  .. '"avatarUrl":"https://www.example.com/avatars/nguyenvana.png","extData":{}}}'

local function head(partner, secret, length)
  return "POST /partner/xpbot/api/webchat/initForClient HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    .. "Content-Type: application/json\r\n"
    .. string.format("x-api-key: bench-gateway-key-p%05d-2f6c1e9a7b\r\n", partner)
    .. string.format("xp-api-key: bench-partner-key-p%05d-%s\r\n", partner, secret)
    .. "Content-Length: " .. length .. "\r\n\r\n"
end

local kind, users, partners, fresh, sent, user
local heads = {}
local length = #body_head + 8 + #body_tail

function init(args)
  kind, users, partners, fresh = args[1], tonumber(args[2]), tonumber(args[3]), tonumber(args[4] or 0)
  for p = 0, partners - 1 do heads[p] = head(p, "8d03c4f5e1", length) end
  sent = 0
  -- each thread begins elsewhere
  user = math.floor(users / 2) * number
  fresh = fresh + number * 500000
  if kind == "401" then
    local wrong = head(0, "0000000000", length) .. body_head .. "00000001" .. body_tail
    request = function() return wrong end
  elseif kind == "403" then
    local denied = head(99999, "8d03c4f5e1", length) .. body_head .. "00000001" .. body_tail
    request = function() return denied end
  elseif kind == "400" then
    local nobody = '{"userInfo":{"name":' .. body_tail:sub(10)
    local invalid = head(0, "8d03c4f5e1", #nobody) .. nobody
    request = function() return invalid end
  end
end

function request()
  local n
  sent = sent + 1
  if kind == "mixed" and sent % 20 == 0 then
    n = fresh
    fresh = fresh + 1
  else
    -- a prime, so that users are asked for out of order, as in life
    user = (user + 7919) % users
    n = user
  end
  return heads[n % partners] .. body_head .. string.format("%08d", n) .. body_tail
end

-- one line for bench/run: requests, microseconds, refusals, socket errors, p50, p99 and p99.9 in microseconds
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("WRK %d %d %d %d %d %d %d\n", summary.requests, summary.duration, e.status,
    e.connect + e.read + e.write + e.timeout, latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
