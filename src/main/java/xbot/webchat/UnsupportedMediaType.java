package xbot.webchat;

import xbot.envelope.Refusal;

/** The body is not announced as plain {@code application/json}. */
public final class UnsupportedMediaType extends Refusal {

    UnsupportedMediaType(String message) {
        super(message);
    }
}
