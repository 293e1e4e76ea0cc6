package dev.holdfast.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebAddressTest {

    private static DocumentInfo with(String mediaUrl) {
        return new DocumentInfo("", "text/vtt", "", Optional.of(mediaUrl));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:80800/x",
                "http://localhost:65536/x",
                "https://[::1]:70000/",
                "http://[fe80::1%25eth0]/x",
                "http://ana@media.example/x",
                "http://ana:word@media.example/x",
                "http://xn--/x",
                "http://xn--a/x",
                "http://xn--ascii-/x",
                "http://xn--0.example/x",
                "http://xn--999999999.example/x",
                "http://xn--99zzzzzzz.example/x",
                "http://media.XN--A.example/x",
                "http://xn--a-ecp.example/x",
                "http://xn--1ug.example/x",
                "http://xn--08a.example/x",
            })
    void an_address_that_no_browser_opens_is_refused(String address) {
        assertThatThrownBy(() -> with(address).requireAcceptableAfter(Optional.empty()))
                .isInstanceOfSatisfying(
                        InvalidDocument.class, e -> assertThat(e.member()).isEqualTo("mediaUrl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/x",
                "HTTPS://Media.Example/Film%20One.mp4?a=b#t=10",
                "http://[::1]:65535/",
                "http://127.0.0.1:0/x",
                "https://media.example",
                "https://xn--mnchen-3ya.example/x",
                "https://XN--MNCHEN-3YA.example/x",
                "https://xn--strae-oqa.example/x",
                "https://xn--ls8h.example/x",
                "https://xn--fiqs8s.xn--wgbh1c/x",
                "https://xn--u4bee.example/x",
                "https://xn--mgba3a4f16a.example/x",
                "https://xn--b1abfaaepdrnnbgefbadotcwatmq2g4l.example/x",
                "http://media.example:/x",
                "https://media.example/\u65E5\u672C.mp4",
            })
    void an_address_that_browsers_open_is_accepted(String address) {
        assertThatCode(() -> with(address).requireAcceptableAfter(Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void an_address_that_was_stored_before_stays_readable_and_as_it_is() {
        var before = with("http://localhost:80800/x");
        var renamed = new DocumentInfo("renamed", "text/vtt", "", before.mediaUrl());

        assertThat(before.mediaUrl()).contains("http://localhost:80800/x");
        assertThatCode(() -> renamed.requireAcceptableAfter(Optional.of(before)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> with("http://localhost:80801/x").requireAcceptableAfter(Optional.of(before)))
                .isInstanceOf(InvalidDocument.class);
    }
}
