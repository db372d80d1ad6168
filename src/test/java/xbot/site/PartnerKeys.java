package xbot.site;

/** The two keys of a partner in {@code src/test/demo/partners.yaml}; they leave the site's backend for the pod only. */
record PartnerKeys(String partner, String gatewayKey, String partnerKey) {

    static PartnerKeys of(String partner) {
        return new PartnerKeys(partner, "test-gateway-key-" + partner, "test-partner-key-" + partner);
    }

    PartnerKeys withPartnerKey(String other) {
        return new PartnerKeys(partner, gatewayKey, other);
    }
}
