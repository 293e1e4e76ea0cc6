package dev.holdfast.http.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.application.feed.FeedSettings;
import dev.holdfast.domain.Author;
import dev.holdfast.http.address.ClientAddress;
import dev.holdfast.http.exchange.Credential;
import dev.holdfast.http.exchange.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class StreamPlacesTest {

    private static final Credential ANA = Credential.unneeded(Author.verified("Ana"));
    private static final Credential BEN = Credential.unneeded(Author.verified("Ben"));
    private static final Credential NOBODY = Credential.unneeded(Author.ANONYMOUS);

    private final StreamPlaces places = new StreamPlaces(
            new StreamOptions(6, 2, 3, Duration.ofSeconds(15), Duration.ofDays(1), FeedSettings.defaults()));

    private static ClientAddress client(String address) {
        try {
            return ClientAddress.of(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void assertFull(Credential credential, ClientAddress client, String reason) {
        assertThatThrownBy(() -> places.take(credential, client))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().response().status()).isEqualTo(503))
                .hasMessageContaining(reason);
    }

    @Test
    void a_person_has_places_wherever_the_person_is() {
        places.take(ANA, client("192.0.2.1"));
        places.take(ANA, client("192.0.2.2"));

        assertFull(ANA, client("192.0.2.3"), "one person");
        assertThat(places.take(BEN, client("192.0.2.1"))).isNotNull();
    }

    @Test
    void a_place_is_given_back_once() {
        var first = places.take(ANA, client("192.0.2.1"));
        places.take(ANA, client("192.0.2.1"));
        first.free();
        first.free();

        assertThat(places.take(ANA, client("192.0.2.1"))).isNotNull();
        assertFull(ANA, client("192.0.2.1"), "one person");
    }

    @Test
    void people_who_are_not_authenticated_have_the_places_of_their_address() {
        places.take(NOBODY, client("192.0.2.1"));
        places.take(Credential.unneeded(Author.unverified("Ana")), client("192.0.2.1"));
        places.take(Credential.unneeded(Author.unverified("Ben")), client("192.0.2.1"));

        assertFull(Credential.unneeded(Author.unverified("Eve")), client("192.0.2.1"), "your address");
        assertThat(places.take(NOBODY, client("192.0.2.2"))).isNotNull();
        assertThat(places.take(ANA, client("192.0.2.1"))).isNotNull();
    }

    @Test
    void an_address_of_ipv6_is_its_network() {
        places.take(NOBODY, client("2001:db8::1"));
        places.take(NOBODY, client("2001:db8::2"));
        places.take(NOBODY, client("2001:db8::3:4"));

        assertFull(NOBODY, client("2001:db8::5"), "your address");
        assertThat(places.take(NOBODY, client("2001:db8:0:1::1"))).isNotNull();
    }

    @Test
    void all_together_have_the_places_of_the_server() {
        places.take(ANA, client("192.0.2.1"));
        places.take(ANA, client("192.0.2.1"));
        places.take(BEN, client("192.0.2.1"));
        places.take(BEN, client("192.0.2.1"));
        places.take(NOBODY, client("192.0.2.1"));
        var last = places.take(NOBODY, client("192.0.2.1"));

        assertFull(NOBODY, client("192.0.2.2"), "The server has no room");
        last.free();
        assertThat(places.take(NOBODY, client("192.0.2.2"))).isNotNull();
    }
}
