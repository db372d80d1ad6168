package xbot.access;

import io.github.bucket4j.ConsumptionProbe;
import xbot.partners.Rate;

/** Where the requests of partners are counted. */
interface Rates {

    ConsumptionProbe count(String partnerId, Rate rate);
}
