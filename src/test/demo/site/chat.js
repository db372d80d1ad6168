// Microsoft's Web Chat over Direct Line, with the token that the pod gave.

const CONVERSATION = 'conversation';
const CONNECTED = 'DIRECT_LINE/CONNECT_FULFILLED';
const nonce = document.querySelector('meta[name=style-nonce]').content;
const dark = matchMedia('(prefers-color-scheme: dark)');
const element = id => document.getElementById(id);

let connection;
let ends;
let render = () => {};

dark.addEventListener('change', () => render());

/** Goes on with the conversation if this tab has had it; its earlier messages come again. */
export function startChat(domain, {token, conversationId, userId, expiresIn}) {
  ends = performance.now() + expiresIn * 1000;
  element('conversation').textContent = conversationId;
  showTimeLeft();

  const known = sessionStorage.getItem(CONVERSATION) === conversationId;
  connection?.end();
  connection = WebChat.createDirectLine({token, domain, ...known && {conversationId, watermark: '0'}});
  element('webchat').setAttribute('aria-busy', 'true');
  show(connection, userId, () => {
    sessionStorage.setItem(CONVERSATION, conversationId);
    element('webchat').setAttribute('aria-busy', 'false');
  });
}

export function letTimePass(seconds) {
  ends -= seconds * 1000;
  showTimeLeft();
}

export function showTimeLeft() {
  if (ends === undefined) {
    return;
  }
  const seconds = Math.max(0, Math.floor((ends - performance.now()) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  element('left').textContent = seconds === 0 ? 'expired' : `${clock} min`;
}

function show(directLine, userID, whenConnected) {
  const container = document.createElement('div');
  element('webchat').replaceChildren(container);
  const store = WebChat.createStore({}, () => next => action => {
    next(action);
    if (action.type === CONNECTED) {
      whenConnected();
    }
  });
  render = () => WebChat.renderWebChat({
    directLine,
    store,
    userID,
    nonce,
    locale: 'en-US',
    overrideLocalizedStrings: {TEXT_INPUT_PLACEHOLDER: 'Write something, the bot repeats it'},
    styleOptions: style(),
  }, container);
  render();
}

function style() {
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return {
    accent: color('accent'),
    backgroundColor: color('card'),
    bubbleBackground: color('well'),
    bubbleBorderColor: color('line'),
    bubbleBorderRadius: 12,
    bubbleFromUserBackground: color('accent'),
    bubbleFromUserBorderColor: color('accent'),
    bubbleFromUserBorderRadius: 12,
    bubbleFromUserTextColor: color('on-accent'),
    bubbleTextColor: color('text'),
    hideUploadButton: true,
    paddingRegular: 12,
    primaryFont: 'inherit',
    sendBoxBackground: color('card'),
    sendBoxBorderTop: `solid 1px ${color('line')}`,
    sendBoxButtonColor: color('accent'),
    sendBoxPlaceholderColor: color('soft'),
    sendBoxTextColor: color('text'),
    subtle: color('soft'),
    timestampColor: color('soft'),
    transcriptActivityVisualKeyboardIndicatorColor: color('accent'),
  };
}
