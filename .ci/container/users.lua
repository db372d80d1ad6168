-- wrk's requests, each for another user of the partner: users.lua -- PARTNER FIRST COUNT PAUSE; ends with a
-- line for the script. PAUSE, in ms after each answer, leaves the processors to the pods.
local threads = 0
function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local head = "POST /partner/xpbot/api/webchat/initForClient HTTP/1.1\r\nHost: xbot.example.com\r\n"
  .. "X-Forwarded-For: 203.0.113.7\r\nContent-Type: application/json\r\n"
  .. "x-api-key: test-gateway-key-%s\r\nxp-api-key: test-partner-key-%s\r\nContent-Length: 38\r\n\r\n"

function init(arguments)
  head = head:format(arguments[1], arguments[1])
  first, count, pause, sent = tonumber(arguments[2]), tonumber(arguments[3]), tonumber(arguments[4]), 0
end

function delay()
  return pause
end

function request()
  local user = first + (sent * 2 + number) % count
  sent = sent + 1
  return head .. string.format('{"userInfo":{"id":"user%012d"}}', user)
end

function done(summary)
  local e = summary.errors
  io.write(string.format("WRK %d answers, %d refused, %d lost\n", summary.requests, e.status,
    e.connect + e.read + e.write + e.timeout))
end
