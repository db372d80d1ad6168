package xbot.front;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * {@code xbot.http.*}: the traffic port.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param maxBodySize the largest body that is read
 * @param maxHeaderSize the largest header section that is read
 * @param idleTimeout the time a caller has to deliver a complete request, from its first byte to its last
 * @param keepAliveTimeout how long a connection may be open without a request; to be longer than the gateway's
 * @param slowAnswer a request whose route takes longer is named in the log, with the step where it is
 * @param answerTimeout a request whose route takes longer is answered 504, and the route goes no further
 * @param shutdownGrace how long requests are served after a stop was asked for
 * @param sslBundle the name of a Spring SSL bundle; none: plain HTTP
 */
@ConfigurationProperties("xbot.http")
public record HttpProperties(
        @DefaultValue("0.0.0.0") String host,
        @DefaultValue("8080") int port,
        @DefaultValue("64KB") DataSize maxBodySize,
        @DefaultValue("8KB") DataSize maxHeaderSize,
        @DefaultValue("20s") Duration idleTimeout,
        @DefaultValue("75s") Duration keepAliveTimeout,
        @DefaultValue("10s") Duration slowAnswer,
        @DefaultValue("30s") Duration answerTimeout,
        @DefaultValue("20s") Duration shutdownGrace,
        String sslBundle) {

    public HttpProperties {
        Assert.isTrue(port >= 0 && port <= 65535, "xbot.http.port must be between 0 and 65535");
        Assert.isTrue(within(maxBodySize, 1, 16L << 20), "xbot.http.max-body-size must be between 1B and 16MB");
        Assert.isTrue(within(maxHeaderSize, 512, 1L << 20), "xbot.http.max-header-size must be between 512B and 1MB");
        Assert.isTrue(idleTimeout.toMillis() >= 1000, "xbot.http.idle-timeout must be at least 1s");
        Assert.isTrue(keepAliveTimeout.toMillis() >= 1000, "xbot.http.keep-alive-timeout must be at least 1s");
        Assert.isTrue(slowAnswer.toMillis() >= 100, "xbot.http.slow-answer must be at least 100ms");
        Assert.isTrue(answerTimeout.toMillis() >= 100, "xbot.http.answer-timeout must be at least 100ms");
        Assert.isTrue(!shutdownGrace.isNegative(), "xbot.http.shutdown-grace must not be negative");
    }

    private static boolean within(DataSize size, long from, long to) {
        return size.toBytes() >= from && size.toBytes() <= to;
    }
}
