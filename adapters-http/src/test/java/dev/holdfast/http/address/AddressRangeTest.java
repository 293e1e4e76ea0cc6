package dev.holdfast.http.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.6/31, 192.0.2.7, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 203.0.113.9, false",
        "::1, ::1, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::ffff:10.0.0.7, 10.0.0.7, true",
        "fe80::/10, fe80::1, true",
    })
    void a_range_contains_its_addresses(String range, String address, boolean contains) throws UnknownHostException {
        assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address)))
                .isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/8",
                "10",
                "10.0.0",
                "10.0.0.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.1.",
                "0x7f.0.0.1",
                "localhost",
                "proxy.example",
                "unix",
                "*",
                ":",
                "1::2::3",
                "2001:db8::g",
                "[::1]",
                "fe80::1%lo",
                "10.0.0.7:80",
                "10.0.0.0-10.0.0.9",
            })
    void anything_but_an_address_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining("for example 10.0.0.7, 10.0.0.0/8 or 2001:db8::/32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/255.0.0.0", "::/129"})
    void a_prefix_length_out_of_range_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining("must be a number from 0 to " + (text.contains(":") ? 128 : 32));
    }

    @Test
    void an_address_inside_of_a_range_is_refused_with_both_corrections() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse("10.1.2.3/8"))
                .withMessageContaining("Write 10.0.0.0/8 for the range, or 10.1.2.3 for the address alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse("2001:db8::1/32"))
                .withMessageContaining("Write 2001:db8::/32 for the range, or 2001:db8::1 for the address alone");
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:1, ::1",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "::/0, ::/0",
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.7/32, 10.0.0.7",
    })
    void a_range_is_shown_in_its_shortest_form(String text, String shown) {
        assertThat(AddressRange.parse(text)).hasToString(shown);
    }
}
