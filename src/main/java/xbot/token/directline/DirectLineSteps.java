package xbot.token.directline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import xbot.contract.ExchangeProperties;
import xbot.partners.Partner;
import xbot.token.Token;

/** The steps before and after a call to Direct Line: they fill its message, and make a token or a failure of its answer. */
@Configuration(proxyBeanMethods = false)
class DirectLineSteps {

    /** The body of generate: nothing of the user but these two can travel in a token. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Generate(User user, List<String> trustedOrigins) {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        private record User(String id, String name) {}
    }

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerFor(Generate.class);
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    @Bean
    Processor generateCall() {
        return exchange -> {
            Partner.DirectLine directLine = directLine(exchange);
            authorize(exchange, "generate", directLine.secret().reveal());
            exchange.getMessage().setHeader("Content-Type", "application/json");
            exchange.getMessage().setBody(body(exchange, directLine));
        };
    }

    @Bean
    Processor refreshCall() {
        return exchange -> {
            authorize(exchange, "refresh", staleToken(exchange).value());
            exchange.getMessage().setBody(null);
        };
    }

    @Bean
    Processor generatedToken(Clock clock) {
        return exchange -> take(exchange, read(exchange, false, clock.instant()), "generated");
    }

    @Bean
    Processor refreshedToken(Clock clock) {
        return exchange -> {
            Token token = read(exchange, true, clock.instant());
            if (!token.conversationId().equals(staleToken(exchange).conversationId())) {
                throw UpstreamFailure.invalid("the refreshed token is for another conversation");
            }
            take(exchange, token, "refreshed");
        };
    }

    /** Nothing of the caller's travels with it. */
    private static void authorize(Exchange exchange, String call, String credential) {
        exchange.setProperty(ExchangeProperties.UPSTREAM_CALL, call);
        if (directLine(exchange).bindUser()) {
            exchange.setProperty(
                    ExchangeProperties.SENT_USER_ID, exchange.getProperty(ExchangeProperties.USER_ID, String.class));
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("Authorization", "Bearer " + credential);
        message.setHeader("Accept", "application/json");
    }

    private static byte[] body(Exchange exchange, Partner.DirectLine directLine) throws JsonProcessingException {
        Generate.User user = directLine.bindUser()
                ? new Generate.User(
                        exchange.getProperty(ExchangeProperties.USER_ID, String.class),
                        exchange.getProperty(ExchangeProperties.USER_NAME, String.class))
                : null;
        return JSON.writeValueAsBytes(new Generate(user, directLine.trustedOrigins()));
    }

    private static Partner.DirectLine directLine(Exchange exchange) {
        return exchange.getProperty(ExchangeProperties.PARTNER, Partner.class).directLine();
    }

    private static Token staleToken(Exchange exchange) {
        return exchange.getProperty(ExchangeProperties.CACHED_TOKEN, Token.class);
    }

    private static Token read(Exchange exchange, boolean isRefresh, Instant now) throws UpstreamFailure {
        Message answer = exchange.getMessage();
        int status = answer.getHeader(Exchange.HTTP_RESPONSE_CODE, 200, Integer.class);
        Outcome outcome = Outcome.of(status, answer.getHeader("Content-Type", String.class), isRefresh);
        if (outcome == Outcome.TOKEN_REFUSED) {
            throw new RefreshRefused();
        }
        if (outcome != null) {
            boolean mayWait = outcome == Outcome.THROTTLED;
            throw UpstreamFailure.of(
                    outcome, mayWait ? retryAfter(answer.getHeader("Retry-After", String.class), now) : null, null);
        }
        String sentUserId = exchange.getProperty(ExchangeProperties.SENT_USER_ID, String.class);
        return TokenReader.read(answer.getBody(byte[].class), sentUserId, now);
    }

    private static void take(Exchange exchange, Token token, String source) {
        exchange.getMessage().setBody(token);
        exchange.setProperty(ExchangeProperties.TOKEN_SOURCE, source);
    }

    /**
     * Reads {@code Retry-After}, seconds or a date (RFC 9110 10.2.3).
     *
     * @return at most a week; null where the header is absent or cannot be read
     */
    static Duration retryAfter(String header, Instant now) {
        if (header == null) {
            return null;
        }
        try {
            Duration wait = header.matches("[0-9]+")
                    ? Duration.ofSeconds(header.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(header))
                    : Duration.between(now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            return wait.isNegative() ? null : wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
