package xbot.k8s;

import static xbot.k8s.Bundle.each;

import com.fasterxml.jackson.databind.JsonNode;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the traffic's pods must get through the network policies, on each kind of cluster, and where they must not. */
final class Reachability {

    /** Namespace and port of what answers names, behind the service that pods ask. */
    private static final Map<String, Integer> NAME_SERVERS = Map.of("kube-system", 53, "openshift-dns", 5353);

    /** Name servers that are no pods: NodeLocal DNSCache, Google's Cloud DNS. */
    private static final List<String> NODE_NAME_SERVERS = List.of("169.254.20.10", "169.254.169.254");

    /** Direct Line, seen from a cluster that has IPv6 only: 13.107.42.14 and 20.42.64.16 through NAT64. */
    private static final List<String> PUBLIC =
            List.of("13.107.42.14", "2603:1030::1", "64:ff9b::d6b:2a0e", "64:ff9b::142a:4010");

    private static final List<String> PRIVATE = List.of(
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.168.0.1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b::6440:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b::ac10:1",
            "64:ff9b::c0a8:1");

    private final List<JsonNode> rules;
    private final List<String> findings = new ArrayList<>();

    private Reachability(List<JsonNode> rules) {
        this.rules = rules;
    }

    /** Nothing is said of a bundle without pods that have the port {@code traffic}. */
    static List<String> check(Bundle bundle) {
        List<JsonNode> rules = bundle.all("Deployment")
                .filter(Reachability::servesTraffic)
                .map(deployment -> deployment.at("/spec/template/metadata/labels"))
                .flatMap(labels -> bundle.all("NetworkPolicy")
                        .filter(policy -> Bundle.selects(policy.at("/spec/podSelector/matchLabels"), labels)))
                .flatMap(policy -> each(policy.at("/spec/egress")))
                .toList();
        Reachability reachability = new Reachability(rules);
        if (bundle.all("Deployment").anyMatch(Reachability::servesTraffic)) {
            reachability.checkNames();
            reachability.checkDirectLine();
        }
        return reachability.findings;
    }

    private static boolean servesTraffic(JsonNode deployment) {
        return each(deployment.at("/spec/template/spec/containers"))
                .anyMatch(container -> Bundle.with(container.path("ports"), "name", "traffic")
                        .findAny()
                        .isPresent());
    }

    private void checkNames() {
        NAME_SERVERS.forEach((namespace, port) -> require(
                lets(rule -> namesNamespace(rule, namespace), port, "UDP", "TCP"),
                "no way to the name servers of namespace " + namespace));
        NODE_NAME_SERVERS.forEach(address -> require(
                lets(rule -> contains(rule, address), 53, "UDP", "TCP"),
                "no way to the name server " + address + " of a node"));
    }

    private void checkDirectLine() {
        PUBLIC.forEach(address ->
                require(lets(rule -> contains(rule, address), 443, "TCP"), "no way to " + address + ", port 443"));
        PRIVATE.forEach(address ->
                require(!lets(rule -> contains(rule, address), 443, "TCP"), "a way to " + address + ", port 443"));
    }

    private boolean lets(java.util.function.Predicate<JsonNode> to, int port, String... protocols) {
        return Stream.of(protocols)
                .allMatch(protocol -> rules.stream().anyMatch(rule -> to.test(rule) && opens(rule, port, protocol)));
    }

    private static boolean opens(JsonNode rule, int port, String protocol) {
        return each(rule.path("ports"))
                .anyMatch(open -> open.path("port").asInt() == port
                        && open.path("protocol").asText().equals(protocol));
    }

    private static boolean namesNamespace(JsonNode rule, String namespace) {
        return each(rule.path("to"))
                .anyMatch(peer -> peer.at("/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                        .asText()
                        .equals(namespace));
    }

    private static boolean contains(JsonNode rule, String address) {
        return each(rule.path("to"))
                .map(peer -> peer.path("ipBlock"))
                .filter(block -> block.has("cidr"))
                .anyMatch(block -> range(block.path("cidr")).contains(address(address))
                        && each(block.path("except"))
                                .noneMatch(hole -> range(hole).contains(address(address))));
    }

    private static IPAddress range(JsonNode cidr) {
        return address(cidr.asText());
    }

    private static IPAddress address(String text) {
        return new IPAddressString(text).getAddress();
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            findings.add("egress of the pods: " + what);
        }
    }
}
