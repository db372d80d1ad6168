package xbot.access;

import io.github.bucket4j.ConsumptionProbe;
import xbot.partners.Partner;

/** Where the requests of partners are counted. */
interface Rates {

    ConsumptionProbe count(String partnerId, Partner.Rate rate);
}
