package xbot.access;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.camel.AsyncProcessor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import xbot.partners.IpRanges;
import xbot.partners.Partners;
import xbot.partners.PartnersFile;
import xbot.partners.PartnersLocation;
import xbot.partners.PartnersReload;
import xbot.shared.Redis;
import xbot.steps.LaterStep;

/** The checks of a caller, under the names that the routes use. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class AccessConfiguration {

    @Bean
    PartnersReload partnersReload(PartnersLocation location, AccessProperties access, MeterRegistry meters) {
        boolean enforced = access.ipAllowlist() == AccessProperties.IpAllowlist.ENFORCED;
        return new PartnersReload(
                new PartnersFile(location.partnersFile(), enforced),
                enforced ? IpRanges.of(access.trustedProxies()) : IpRanges.NONE,
                meters);
    }

    @Bean
    Supplier<Partners> partners(PartnersReload reload) {
        return reload::partners;
    }

    @Bean
    KeyCheck keyCheck(Supplier<Partners> partners, Clock clock) {
        return new KeyCheck(partners, clock);
    }

    @Bean
    PartnerKeyCheck partnerKeyCheck(Supplier<Partners> partners, Clock clock) {
        return new PartnerKeyCheck(partners, clock);
    }

    @Bean
    IpAllowlistCheck ipAllowlistCheck(AccessProperties access) {
        ClientIpWalk walk = new ClientIpWalk(IpRanges.of(access.trustedProxies()));
        return new IpAllowlistCheck(walk, access.ipAllowlist());
    }

    @Bean
    AsyncProcessor rateLimit(Optional<Redis> redis, @Qualifier("routeWorkers") Executor routeWorkers)
            throws InterruptedException {
        // not the wall clock: set back by an hour, it would refill nothing for an hour
        Rates rates = new PodRates(TimeMeter.SYSTEM_NANOTIME);
        if (redis.isPresent()) {
            SharedRates ofAllPods = new SharedRates(redis.get(), rates);
            ofAllPods.warmUp();
            rates = ofAllPods;
        }
        return new LaterStep(new RateLimit(rates)::pass, routeWorkers);
    }
}
