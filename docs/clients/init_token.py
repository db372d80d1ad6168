"""A Direct Line token for one user: python3 init_token.py USER_ID [NAME]

Takes XBOT_URL, XBOT_GATEWAY_KEY and XBOT_PARTNER_KEY from the environment; needs Python 3.8 or newer.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

URL = os.environ["XBOT_URL"] + "/partner/xpbot/api/webchat/initForClient"
HEADERS = {
    "Content-Type": "application/json",
    "x-api-key": os.environ["XBOT_GATEWAY_KEY"],
    "xp-api-key": os.environ["XBOT_PARTNER_KEY"],
}
LONGEST_WAIT = 30  # seconds


def init_token(user, retries=2):
    """The user's token, with conversationId and expiresIn; HTTPError for a refusal."""
    request = urllib.request.Request(URL, json.dumps({"userInfo": user}).encode(), HEADERS)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as refusal:
        wait = refusal.headers.get("Retry-After", "")
        worth_retrying = refusal.code in (429, 503) and wait.isdigit() and int(wait) <= LONGEST_WAIT
        if not worth_retrying or retries == 0:
            raise
    time.sleep(int(wait))
    return init_token(user, retries - 1)  # the same call twice does no harm


def explain(refusal):
    try:
        envelope = json.load(refusal)
        lines = ["{code}: {message} (requestId {requestId})".format(**envelope)]
        lines += ["  {pointer} {message}".format(**error) for error in envelope.get("errors", [])]
        return "\n".join(lines)
    except (ValueError, TypeError, KeyError):  # not from xBot but from something on the way
        return "HTTP {}".format(refusal.code)


if __name__ == "__main__":
    try:
        token = init_token({"id": sys.argv[1], "name": sys.argv[2] if len(sys.argv) > 2 else None})
    except urllib.error.HTTPError as refusal:
        sys.exit(explain(refusal))
    # token["token"] is what the web chat gets
    print("conversation {conversationId}, {expiresIn} s left".format(**token))
