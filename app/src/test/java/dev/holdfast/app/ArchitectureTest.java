package dev.holdfast.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.domain.HoldfastException;
import java.io.Serializable;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for the dependencies between modules and packages, and for the purity of the core: the domain and the application. */
final class ArchitectureTest {

    private static final String DOMAIN = "dev.holdfast.domain..";
    private static final String APPLICATION = "dev.holdfast.application..";
    private static final String MEMORY = "dev.holdfast.memory..";
    private static final String POSTGRES = "dev.holdfast.postgres..";
    private static final String STORE = "dev.holdfast.postgres";
    private static final String EMBEDDED = "dev.holdfast.postgres.embedded..";
    private static final String HTTP = "dev.holdfast.http..";
    private static final String APP = "dev.holdfast.app..";

    private static final JavaClasses HOLDFAST = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("store-contract"))
            .importPackages("dev.holdfast");

    @ParameterizedTest
    @ValueSource(strings = {DOMAIN, APPLICATION, MEMORY, POSTGRES, HTTP, APP})
    void no_layer_is_empty(String layer) {
        assertThat(HOLDFAST.that(resideInAnyPackage(layer))).hasSizeGreaterThan(1);
    }

    @Test
    void the_domain_depends_on_java_only() {
        classes()
                .that()
                .resideInAPackage(DOMAIN)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        DOMAIN,
                        "java.lang..",
                        "java.util..",
                        "java.time..",
                        "java.text..",
                        "java.nio..",
                        "java.net..",
                        "java.security..",
                        "java.io..",
                        "javax.xml.stream..",
                        "org.jspecify..")
                .check(HOLDFAST);
    }

    @Test
    void the_application_depends_on_the_domain_and_java_only() {
        classes()
                .that()
                .resideInAPackage(APPLICATION)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(APPLICATION, DOMAIN, "java.lang..", "java.util..", "java.time..", "org.jspecify..")
                .check(HOLDFAST);
    }

    @Test
    void adapters_depend_neither_on_each_other_nor_on_the_app() {
        for (var adapter : List.of(MEMORY, POSTGRES, HTTP)) {
            var others = List.of(MEMORY, POSTGRES, HTTP, APP).stream()
                    .filter(other -> !other.equals(adapter))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(adapter)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(HOLDFAST);
        }
    }

    @Test
    void each_library_is_used_in_one_module_only() {
        only(APP, "org.springframework..", "picocli..", "ch.qos.logback..");
        only(HTTP, "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.micrometer..", "java.net.http..");
        only(
                POSTGRES,
                "org.jdbi..",
                "org.flywaydb..",
                "org.postgresql..",
                "com.zaxxer..",
                "io.zonky..",
                "java.sql..",
                "javax.sql..");
    }

    /** JSON is read and written at the HTTP interface and in backup files, nowhere else. */
    @Test
    void json_is_for_http_and_backups() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HTTP, "dev.holdfast.app.backup")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson..")
                .check(HOLDFAST);
    }

    private static void only(String module, String... technologies) {
        noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(technologies)
                .check(HOLDFAST);
    }

    /** A new format then changes one class, and no use case or route depends on the format of a document. */
    @Test
    void only_the_list_of_formats_depends_on_a_format() {
        noClasses()
                .that()
                .resideInAnyPackage(APPLICATION, MEMORY, POSTGRES, HTTP, APP)
                .and()
                .doNotHaveFullyQualifiedName("dev.holdfast.application.Formats")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.holdfast.domain.webvtt..",
                        "dev.holdfast.domain.subrip..",
                        "dev.holdfast.domain.captions..",
                        "dev.holdfast.domain.text..")
                .check(HOLDFAST);
    }

    @Test
    void the_core_uses_no_clock_and_no_random_numbers() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN, APPLICATION)
                .should()
                .callMethodWhere(target(nameMatching("now|system|systemUTC|systemDefaultZone"))
                        .and(target(owner(resideInAPackage("java.time..")))))
                .orShould()
                .callMethodWhere(target(nameMatching("currentTimeMillis|nanoTime|randomUUID|random")))
                .orShould()
                .dependOnClassesThat(
                        resideInAPackage("java.util.random..").or(nameMatching(".*Random|java\\.time\\.Clock")))
                .check(HOLDFAST);
    }

    @Test
    void the_core_does_no_input_or_output() {
        noClasses()
                .that()
                .resideInAnyPackage(DOMAIN, APPLICATION)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..")
                                .and(not(belongToAnyOf(
                                        Serializable.class, StringReader.class, URI.class, URISyntaxException.class))))
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOLDFAST);
    }

    @Test
    void the_core_has_no_mutable_static_state() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(DOMAIN, APPLICATION)
                .and()
                .areStatic()
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(assignableTo(Collection.class)
                        .or(assignableTo(Map.class))
                        .and(not(belongToAnyOf(List.class, Set.class, Map.class))))
                .andShould()
                .notHaveRawType(resideInAPackage("java.util.concurrent.."))
                .check(HOLDFAST);
    }

    @Test
    void exceptions_of_the_core_have_one_supertype() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .resideInAnyPackage(DOMAIN, APPLICATION)
                .should()
                .beAssignableTo(HoldfastException.class)
                .check(HOLDFAST);
    }

    @Test
    void the_embedded_database_and_the_store_do_not_depend_on_each_other() {
        noClasses()
                .that()
                .resideInAPackage(STORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EMBEDDED, "io.zonky..", "org.apache.commons.compress..", "org.tukaani..")
                .check(HOLDFAST);
        noClasses()
                .that()
                .resideInAPackage(EMBEDDED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORE, DOMAIN, APPLICATION, "org.jdbi..", "org.flywaydb..", "com.zaxxer..")
                .check(HOLDFAST);
    }

    @Test
    void nothing_depends_on_the_app() {
        noClasses()
                .that()
                .resideOutsideOfPackage(APP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APP)
                .check(HOLDFAST);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("dev.holdfast.(**)").should().beFreeOfCycles().check(HOLDFAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "address"})
    void the_http_header_and_address_packages_depend_on_no_other_http_package(String name) {
        var below = "dev.holdfast.http." + name;
        noClasses()
                .that()
                .resideInAPackage(below)
                .should()
                .dependOnClassesThat(resideInAPackage(HTTP).and(not(resideInAPackage(below))))
                .check(HOLDFAST);
    }

    @Test
    void the_http_client_does_not_depend_on_the_server() {
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast.http.client")
                .should()
                .dependOnClassesThat(resideInAPackage(HTTP)
                        .and(not(resideInAnyPackage("dev.holdfast.http.client", "dev.holdfast.http.header"))))
                .check(HOLDFAST);
    }

    @Test
    void the_http_server_does_not_depend_on_the_client() {
        noClasses()
                .that(resideInAPackage(HTTP).and(not(resideInAPackage("dev.holdfast.http.client"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.holdfast.http.client")
                .check(HOLDFAST);
    }

    @Test
    void the_http_exchange_package_depends_on_the_header_and_address_packages_only() {
        noClasses()
                .that()
                .resideInAPackage("dev.holdfast.http.exchange")
                .should()
                .dependOnClassesThat(resideInAPackage(HTTP)
                        .and(not(resideInAnyPackage(
                                "dev.holdfast.http.exchange",
                                "dev.holdfast.http.header",
                                "dev.holdfast.http.address"))))
                .check(HOLDFAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "resources", "changes", "apidocs", "editor"})
    void only_the_root_of_http_depends_on_its_handlers(String handlers) {
        var handlerPackage = "dev.holdfast.http." + handlers;
        noClasses()
                .that(resideInAPackage(HTTP).and(not(resideInAnyPackage("dev.holdfast.http", handlerPackage))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(handlerPackage)
                .check(HOLDFAST);
    }

    /** Other public types of the HTTP adapter are public for its own packages only. */
    @Test
    void the_app_depends_on_the_api_of_http_only() {
        noClasses()
                .that()
                .resideInAPackage(APP)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(HTTP)
                                .and(not(resideInAnyPackage("dev.holdfast.http", "dev.holdfast.http.client")))
                                .and(
                                        not(
                                                nameMatching(
                                                        "dev\\.holdfast\\.http\\.auth\\."
                                                                + "(Authentication(\\$\\w+)?|IssuedTokens(\\$Listed)?|ProxyRoles(\\$\\w+)?|Role|RoleFile|TokenFile|UnusableTokens)")))
                                .and(
                                        not(
                                                nameMatching(
                                                        "dev\\.holdfast\\.http\\."
                                                                + "(address\\.(AddressRange|PublicUrls?|TrustedProxies)|exchange\\.(ConnectionLimits|Limits|MinimumDataRate)|changes\\.StreamOptions)"))))
                .check(HOLDFAST);
    }

    @Test
    void no_class_has_a_meaningless_name() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(HOLDFAST);
    }
}
