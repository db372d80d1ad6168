package xbot.webchat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;
import xbot.steps.BodySchema;
import xbot.steps.JsonBody;

/**
 * Turns the body into an {@link InitRequest} or refuses it: by media type, size, JSON, schema and query, in that order.
 *
 * <p>The body becomes userInfo, without the members that count as absent.
 */
public final class InitRequestCheck implements Processor {

    private static final int MAX_USER_ID = 64;
    private static final int MAX_USER_NAME = 256;

    private final Function<Exchange, Caller> callers;

    /** @param callers gives the partner that the keys of an exchange belong to */
    public InitRequestCheck(Function<Exchange, Caller> callers) {
        this.callers = callers;
    }

    @Override
    public void process(Exchange exchange) throws Refusal {
        Message message = exchange.getMessage();
        ObjectNode body = JsonBody.read(exchange);
        InitRequest request = new InitRequestSchema(BodySchema.of(exchange)).read(body);
        boolean newConversation = InitQuery.newConversation(message.getHeader(Exchange.HTTP_QUERY, String.class));

        Caller caller = callers.apply(exchange);
        String userId = UserId.of(caller.userIdPrefix(), request.id());
        checkLimits(userId, request);
        exchange.setProperty(ExchangeProperties.USER_ID, userId);
        exchange.setProperty(ExchangeProperties.USER_NAME, request.name());
        exchange.setProperty(ExchangeProperties.TOKEN_KEY, TokenKey.of(caller.partnerId(), userId));
        exchange.setProperty(ExchangeProperties.NEW_CONVERSATION, newConversation);
        message.setBody(request.userInfo());
    }

    /** Direct Line gives a token to a user whose id or name is longer, and refuses that user's first message. */
    private static void checkLimits(String userId, InitRequest request) throws InvalidRequest {
        int left = MAX_USER_ID - (userId.length() - request.id().length());
        List<InvalidRequest.Finding> findings = new ArrayList<>();
        if (request.id().length() > left) {
            findings.add(new InvalidRequest.Finding("/userInfo/id", "must have at most " + left + " characters"));
        }
        if (request.name() != null && request.name().length() > MAX_USER_NAME) {
            findings.add(new InvalidRequest.Finding(
                    "/userInfo/name", "must have at most " + MAX_USER_NAME + " characters, an emoji counts as two"));
        }
        BodySchema.refuseIfAny(findings);
    }
}
