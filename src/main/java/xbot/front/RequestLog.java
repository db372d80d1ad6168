package xbot.front;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One log line and one timing for each request, whoever answered it, and the end of its trace. */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger("xbot.requests");

    private record Labels(String route, String partner, String code) {}

    private final Map<Labels, Timer> timers = new ConcurrentHashMap<>();
    private final MeterRegistry meters;

    RequestLog(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Never throws: it is called in the middle of an answer. */
    void record(ServedRequest request, int status) {
        try {
            write(request, status);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be recorded", request.id, e);
        }
    }

    private void write(ServedRequest request, int status) {
        long nanos = System.nanoTime() - request.startNanos;
        timer(new Labels(request.route, request.partner, request.code)).record(nanos, TimeUnit.NANOSECONDS);
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("requestId", request.id)
                .addKeyValue("partner", request.partner)
                .addKeyValue("gatewayKey", request.gatewayKeyId)
                .addKeyValue("partnerKey", request.partnerKeyId)
                .addKeyValue("clientIp", ClientNetwork.of(request.clientIp == null ? request.peer : request.clientIp))
                .addKeyValue("route", request.route)
                .addKeyValue("status", status)
                .addKeyValue("code", request.code)
                .addKeyValue("upstreamCalls", request.upstreamCalls)
                .addKeyValue("millis", nanos / 1_000_000);
        if (request.reason != null) {
            line = line.addKeyValue("reason", request.reason);
        }
        if (request.trace != null) {
            request.trace.end(request.partner, request.code, status);
            line = line.addKeyValue("traceId", request.trace.id());
        }
        line.log("answered");
    }

    private Timer timer(Labels labels) {
        Timer known = timers.get(labels);
        return known != null ? known : timers.computeIfAbsent(labels, this::register);
    }

    private Timer register(Labels labels) {
        return Timer.builder("xbot.requests")
                .description("Requests answered")
                .tag("route", labels.route)
                .tag("partner", labels.partner)
                .tag("code", labels.code)
                .register(meters);
    }
}
