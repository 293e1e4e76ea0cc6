package dev.holdfast.http.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients behind a proxy at 10.0.0.1. */
final class TrustedProxiesTest {

    private static final TrustedProxies PROXIES =
            new TrustedProxies(List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("2001:db8:1::/48")));

    private static String client(List<String> forwardedFor, List<String> forwarded) throws UnknownHostException {
        return AddressRange.text(PROXIES.client(InetAddress.getByName("10.0.0.1"), forwardedFor, forwarded));
    }

    private static List<String> lines(String text) {
        return text == null ? List.of() : Stream.of(text.split("[|]")).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.9                      ; 203.0.113.9",
                "6.6.6.6, 203.0.113.9             ; 203.0.113.9",
                "203.0.113.9, 10.0.0.2            ; 203.0.113.9",
                "6.6.6.6, 203.0.113.9, 10.0.0.2, 10.9.9.9 ; 203.0.113.9",
                "6.6.6.6|203.0.113.9              ; 203.0.113.9",
                "203.0.113.9|10.0.0.2             ; 203.0.113.9",
                "10.0.0.3, 10.0.0.2               ; 10.0.0.3",
                "203.0.113.9:4711                 ; 203.0.113.9",
                "2001:db8::7                      ; 2001:db8::7",
                "[2001:db8::7]:4711               ; 2001:db8::7",
                "2001:db8::7, 2001:db8:1::1       ; 2001:db8::7",
                "::ffff:203.0.113.9               ; 203.0.113.9",
                "                                 ; 10.0.0.1",
                ",, ,                             ; 10.0.0.1",
                "6.6.6.6, unknown                 ; 10.0.0.1",
                "6.6.6.6, localhost               ; 10.0.0.1",
                "6.6.6.6, unknown, 10.0.0.2       ; 10.0.0.2",
                "6.6.6.6, 203.0.113.999           ; 10.0.0.1",
            })
    void the_last_address_that_is_no_proxy_is_the_client(String forwardedFor, String client)
            throws UnknownHostException {
        assertThat(client(lines(forwardedFor), List.of())).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "for=203.0.113.9                            ~ 203.0.113.9",
                "For=6.6.6.6, FOR=203.0.113.9;proto=https   ~ 203.0.113.9",
                "proto=https; for=\"203.0.113.9:80\"        ~ 203.0.113.9",
                "for=\"[2001:db8::7]:4711\";by=10.0.0.1     ~ 2001:db8::7",
                "for=6.6.6.6, for=_hidden                   ~ 10.0.0.1",
                "for=6.6.6.6, for=unknown, for=10.0.0.2     ~ 10.0.0.2",
                "for=6.6.6.6, by=203.0.113.9                ~ 10.0.0.1",
                "for=6.6.6.6, xfor=203.0.113.9              ~ 10.0.0.1",
                "for=203.0.113.9|for=10.0.0.2               ~ 203.0.113.9",
            })
    void the_standard_field_says_the_same(String forwarded, String client) throws UnknownHostException {
        assertThat(client(List.of(), lines(forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.9 ; for=203.0.113.9  ; 203.0.113.9",
                "6.6.6.6, 203.0.113.9 ; for=7.7.7.7, for=203.0.113.9 ; 203.0.113.9",
                "203.0.113.9 ; for=6.6.6.6      ; 10.0.0.1",
                "6.6.6.6     ; for=203.0.113.9  ; 10.0.0.1",
                "203.0.113.9 ; nonsense         ; 10.0.0.1",
            })
    void two_fields_that_disagree_name_nobody(String forwardedFor, String forwarded, String client)
            throws UnknownHostException {
        assertThat(client(lines(forwardedFor), lines(forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "203.0.113.9            ; https             ; HTTPS",
                "203.0.113.9            ; http              ; HTTP",
                "203.0.113.9            ;                   ; HTTP",
                "                       ; https             ; HTTPS",
                "203.0.113.9            ; HTTPS             ; HTTPS",
                "203.0.113.9            ; wss               ; HTTP",
                "203.0.113.9, 10.0.0.2  ; https, http       ; HTTPS",
                "203.0.113.9, 10.0.0.2  ; https,http        ; HTTPS",
                "203.0.113.9, 10.0.0.2  ; https|http        ; HTTPS",
                "203.0.113.9, 10.0.0.2  ; http, https       ; HTTP",
                "203.0.113.9, 10.0.0.2  ; https             ; HTTPS",
                "203.0.113.9, 10.0.0.2, 10.0.0.3 ; https, http, http ; HTTPS",
                "6.6.6.6, 203.0.113.9   ; https, http       ; HTTP",
                "6.6.6.6, 203.0.113.9, 10.0.0.2 ; https, http, https ; HTTP",
                "203.0.113.9            ; https, http       ; HTTPS",
                "                       ; https, http       ; HTTPS",
                "6.6.6.6, unknown       ; https, http       ; HTTP",
                "10.0.0.3, 10.0.0.2     ; https, http       ; HTTPS",
            })
    void the_scheme_is_that_of_the_client_that_is_no_proxy(
            String forwardedFor, String forwardedProto, ClientScheme scheme) {
        assertThat(PROXIES.scheme(lines(forwardedFor), List.of(), lines(forwardedProto)))
                .isEqualTo(scheme);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "for=203.0.113.9;proto=https                     ~       ~ HTTPS",
                "proto=\"HTTPS\";for=203.0.113.9                 ~       ~ HTTPS",
                "for=203.0.113.9;proto=https, for=10.0.0.2;proto=http ~  ~ HTTPS",
                "for=6.6.6.6;proto=https, for=203.0.113.9;proto=http  ~  ~ HTTP",
                "for=6.6.6.6;proto=https, for=203.0.113.9        ~       ~ HTTP",
                "for=203.0.113.9;proto=https                     ~ https ~ HTTPS",
                "for=203.0.113.9;proto=https                     ~ http  ~ HTTP",
                "for=203.0.113.9;proto=http                      ~ https ~ HTTP",
                "for=203.0.113.9, for=10.0.0.2                   ~ https, http ~ HTTPS",
            })
    void the_standard_field_names_the_scheme_too(String forwarded, String forwardedProto, ClientScheme scheme) {
        assertThat(PROXIES.scheme(List.of(), lines(forwarded), lines(forwardedProto)))
                .isEqualTo(scheme);
    }
}
