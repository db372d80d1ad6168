package xbot.webchat;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import xbot.contract.ExchangeProperties;
import xbot.contract.InvalidRequest;
import xbot.partners.Partner;

/** The body is the partner's own id of a user; it gives the user's id at Direct Line, and the key of the user's token. */
final class UserOfPartner implements Processor {

    @Override
    public void process(Exchange exchange) throws InvalidRequest {
        Partner partner = exchange.getProperty(ExchangeProperties.PARTNER, Partner.class);
        String id = exchange.getMessage().getBody(String.class);
        if (id == null || id.isEmpty()) {
            throw new InvalidRequest("the user's id is missing");
        }
        String userId = InitRequestCheck.userId(partner.userIdPrefix(), id);
        exchange.setProperty(ExchangeProperties.USER_ID, userId);
        exchange.setProperty(ExchangeProperties.TOKEN_KEY, InitRequestCheck.tokenKey(partner.id(), userId));
    }
}
