package dev.holdfast.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an upgrade, at each point at which it may be interrupted. No PostgreSQL runs. */
final class EmbeddedUpgradeTest {

    private static final String OLD = "16";

    @TempDir
    private Path data;

    private EmbeddedUpgrade upgrade;

    @BeforeEach
    void create_an_old_cluster() throws IOException {
        cluster(data, OLD, "old password");
        upgrade = EmbeddedUpgrade.of(data, line -> {});
    }

    private static void cluster(Path directory, String version, String password) throws IOException {
        Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(directory.resolve("postgres/PG_VERSION"), version + "\n");
        Files.writeString(directory.resolve("postgres-password"), password);
    }

    private void createNewCluster() throws IOException {
        cluster(data.resolve("upgrade"), DataDirectory.MAJOR_VERSION, "new password");
    }

    private void assertFinished() throws IOException {
        assertThat(data.resolve("postgres/PG_VERSION")).hasContent(DataDirectory.MAJOR_VERSION);
        assertThat(data.resolve("postgres-password")).hasContent("new password");
        assertThat(data.resolve("postgres-16/PG_VERSION")).hasContent(OLD);
        assertThat(data.resolve("postgres-16-password")).hasContent("old password");
        assertThat(data.resolve("upgrade")).doesNotExist();
        assertThat(new DataDirectory(data).hasCluster()).isTrue();
        assertThat(upgrade.oldVersion()).isEmpty();
    }

    @Test
    void a_server_names_the_upgrade_for_an_old_cluster() {
        assertThat(upgrade.oldVersion()).contains(OLD);
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, line -> {}))
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("was created by PostgreSQL 16")
                .hasMessageContaining("Run 'holdfast upgrade --data " + data);
    }

    @Test
    void the_new_cluster_takes_the_place_of_the_old_one_which_is_kept() throws IOException {
        createNewCluster();

        assertThat(upgrade.finish()).isEqualTo(data.resolve("postgres-16"));

        assertFinished();
    }

    @Test
    void an_interruption_after_the_old_cluster_was_moved_is_finished() throws IOException {
        createNewCluster();
        Files.createFile(data.resolve("upgrade/copied-and-verified"));
        Files.writeString(data.resolve("upgrade/old-version"), OLD);
        Files.copy(data.resolve("postgres-password"), data.resolve("postgres-16-password"));
        Files.move(data.resolve("postgres"), data.resolve("postgres-16"));

        assertThat(upgrade.isCopied()).isTrue();
        assertThat(upgrade.oldVersion()).isEmpty();
        assertThatThrownBy(() -> EmbeddedDatabase.start(data, line -> {}))
                .hasMessageContaining("was interrupted. Run 'holdfast upgrade --data");
        assertThat(upgrade.finish()).isEqualTo(data.resolve("postgres-16"));

        assertFinished();
    }

    @Test
    void an_interruption_after_the_new_cluster_was_moved_is_finished() throws IOException {
        createNewCluster();
        Files.createFile(data.resolve("upgrade/copied-and-verified"));
        Files.writeString(data.resolve("upgrade/old-version"), OLD);
        Files.move(data.resolve("postgres-password"), data.resolve("postgres-16-password"));
        Files.move(data.resolve("postgres"), data.resolve("postgres-16"));
        Files.move(data.resolve("upgrade/postgres-password"), data.resolve("postgres-password"));
        Files.move(data.resolve("upgrade/postgres"), data.resolve("postgres"));

        assertThat(upgrade.finish()).isEqualTo(data.resolve("postgres-16"));

        assertFinished();
    }

    @Test
    void an_older_cluster_that_was_kept_before_is_not_overwritten() throws IOException {
        createNewCluster();
        Files.createDirectories(data.resolve("postgres-16"));

        assertThatThrownBy(() -> upgrade.finish())
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("postgres-16 exists already; move it away");
        assertThat(data.resolve("postgres/PG_VERSION")).hasContent(OLD);
    }

    @Test
    void missing_programs_of_the_old_version_are_named_with_a_way_out() {
        assertThatThrownBy(() -> upgrade.startOld())
                .isInstanceOf(EmbeddedDatabaseFailure.class)
                .hasMessageContaining("The programs of PostgreSQL 16 are not in")
                .hasMessageContaining("'holdfast backup'");
    }

    @Test
    void a_directory_without_a_database_is_refused_and_nothing_is_created(@TempDir Path empty) {
        assertThatThrownBy(() -> EmbeddedUpgrade.of(empty, line -> {}).oldVersion())
                .hasMessageContaining("There is no database in " + empty);
        assertThatThrownBy(() -> EmbeddedDatabase.startExisting(empty, line -> {}))
                .hasMessageContaining("There is no database in " + empty);
        assertThat(empty).isEmptyDirectory();
        assertThat(EmbeddedDatabase.urlOfRunning(empty)).isEmpty();
    }
}
