package xbot.webchat;

import xbot.contract.Refusal;

/** The body is not announced as plain {@code application/json}. */
public final class UnsupportedMediaType extends Refusal {

    UnsupportedMediaType(String message) {
        super(message);
    }
}
