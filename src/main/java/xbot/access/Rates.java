package xbot.access;

import io.github.bucket4j.ConsumptionProbe;
import java.util.concurrent.CompletableFuture;
import xbot.partners.Partner;

/** Where the requests of partners are counted. */
interface Rates {

    CompletableFuture<ConsumptionProbe> count(String partnerId, Partner.Rate rate);
}
