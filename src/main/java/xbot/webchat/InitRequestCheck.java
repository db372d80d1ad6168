package xbot.webchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.contract.InvalidRequest;
import xbot.contract.Refusal;
import xbot.partners.Partner;
import xbot.steps.BodySchema;
import xbot.steps.JsonBody;

/**
 * Takes an init request or refuses it: by media type, size, JSON, schema and query, in that order. The body becomes
 * userInfo, without the members that count as absent.
 */
final class InitRequestCheck implements Processor {

    private static final int MAX_USER_ID = 64;
    private static final int MAX_USER_NAME = 256;
    private static final String NEW_CONVERSATION = "newConversation";

    @Override
    public void process(Exchange exchange) throws Refusal {
        Message message = exchange.getMessage();
        ObjectNode body = JsonBody.read(exchange);
        JsonNode userInfo = new InitRequestSchema(BodySchema.of(exchange)).read(body);
        boolean newConversation = isNewConversation(message.getHeader(Exchange.HTTP_QUERY, String.class));

        Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
        String id = userInfo.path("id").textValue();
        String name = userInfo.path("name").textValue();
        String userId = userId(partner.userIdPrefix(), id);
        checkLimits(userId, id, name);
        exchange.setProperty(ExchangeProperties.USER_ID, userId);
        exchange.setProperty(ExchangeProperties.USER_NAME, name);
        exchange.setProperty(ExchangeProperties.TOKEN_KEY, tokenKey(partner.id(), userId));
        exchange.setProperty(ExchangeProperties.NEW_CONVERSATION, newConversation);
        message.setBody(userInfo);
    }

    /** The name that a partner's user has in Direct Line: no partner's prefix is the start of another's with a dot. */
    static String userId(String userIdPrefix, String id) {
        return userIdPrefix + "." + id;
    }

    /** Under which a user's token is cached: no partner id holds a slash. */
    static String tokenKey(String partnerId, String userId) {
        return partnerId + "/" + userId;
    }

    /** @param query as sent, null where there is none; parameters that are not known are ignored */
    private static boolean isNewConversation(String query) throws InvalidRequest {
        String found = null;
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            if (parameter.equals(NEW_CONVERSATION) || parameter.startsWith(NEW_CONVERSATION + "=")) {
                if (found != null) {
                    throw new InvalidRequest(NEW_CONVERSATION + " must be given once");
                }
                found = parameter.substring(NEW_CONVERSATION.length());
            }
        }
        if (found != null && !found.equals("=true") && !found.equals("=false")) {
            throw new InvalidRequest(NEW_CONVERSATION + " must be true or false");
        }
        return "=true".equals(found);
    }

    /** Direct Line gives a token to a user whose id or name is longer, and refuses that user's first message. */
    private static void checkLimits(String userId, String id, String name) throws InvalidRequest {
        List<InvalidRequest.Finding> findings = new ArrayList<>();
        if (userId.length() > MAX_USER_ID) {
            int left = MAX_USER_ID - userId.length() + id.length();
            findings.add(new InvalidRequest.Finding("/userInfo/id", "must have at most " + left + " characters"));
        }
        if (name != null && name.length() > MAX_USER_NAME) {
            findings.add(new InvalidRequest.Finding(
                    "/userInfo/name", "must have at most " + MAX_USER_NAME + " characters, an emoji counts as two"));
        }
        BodySchema.refuseIfAny(findings);
    }
}
