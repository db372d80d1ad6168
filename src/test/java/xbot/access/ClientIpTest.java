package xbot.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIpTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7:1, 203.0.113.7",
        "203.0.113.7:65535, 203.0.113.7",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::FFFF:cb00:7107, 203.0.113.7",
        "[::ffff:203.0.113.7]:443, 203.0.113.7",
        "2001:0DB8:0:0::1, 2001:db8::1",
        "[2001:db8::1], 2001:db8::1",
        "[2001:db8::1]:443, 2001:db8::1",
        "::1, ::1",
        "0:0:0:0:0:FFFF:CB00:7107, 203.0.113.7",
        "::203.0.113.7, ::cb00:7107",
        "::ffff:0:203.0.113.7, ::ffff:0:cb00:7107",
        "64:ff9b::203.0.113.7, 64:ff9b::cb00:7107"
    })
    void readsAnAddressAndDropsThePort(String text, String printed) {
        assertThat(ClientIp.parse(text)).map(ClientIp::toString).contains(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "_hidden",
                "localhost",
                "for=203.0.113.7",
                "\"203.0.113.7\"",
                "0313.0.0161.7",
                "0xCB.0.0x71.7",
                "0xCB007107",
                "3405803783",
                "203.0.28935",
                "203.0.113.7.",
                "203.0.113.7\u0000",
                "203。0。113。7",
                "1",
                "1.2",
                "1.2.3",
                "0x7f.1",
                "0x7f000001",
                "010.0.0.1",
                "1.2.3.04",
                "256.0.0.1",
                "1.2.3.4.5",
                "1.2.3.4/32",
                "1.2.3.*",
                " 1.2.3.4",
                "1.2.3.4\u2003",
                "１.2.3.4",
                "1.2.3.4:",
                "1.2.3.4:0",
                "1.2.3.4:080",
                "1.2.3.4:65536",
                "1.2.3.4:+80",
                "1.2.3.4:8 0",
                "1.2.3.4:x",
                ":80",
                "[1.2.3.4]",
                "[1.2.3.4]:80",
                "[::1",
                "[::1]80",
                "[::1]:",
                "[::1]:0",
                "[::1]:99999",
                "[]:80",
                "[",
                "::1]",
                "[[::1]]:80",
                "\"[::1]:80\"",
                "fe80::1%eth0",
                "fe80::1%",
                "[fe80::1%25eth0]:80",
                "2001:00db8::1",
                "::ffff:1.2.3",
                "::ffff:01.2.3.4",
                "::ffff:1.2.3.4:80",
                "1::2::3",
                "1:2:3:4:5:6:7:8:9",
                "20010db8000000000000000000000001",
                "4)+k&C#VzJ4br>0wv%Yp"
            })
    void refusesEverythingElse(String text) {
        assertThat(ClientIp.parse(text)).isEmpty();
    }
}
