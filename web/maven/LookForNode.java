import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Leaves the file {@code target/no-node} where the Node that the editor is built with is not on the PATH, and removes it
 * where it is. Maven then refuses to go on in one sentence. A program of one file, which {@code java} runs as it is,
 * since what looks for Node cannot be written for Node, and shells differ.
 */
final class LookForNode {

    private static final int OLDEST = 20;
    private static final Path NO_NODE = Path.of("target", "no-node");

    private LookForNode() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (majorVersion() < OLDEST) {
            Files.createDirectories(NO_NODE.getParent());
            Files.writeString(NO_NODE, "");
        } else {
            Files.deleteIfExists(NO_NODE);
        }
    }

    /** Of the Node on the PATH; 0 without one. */
    private static int majorVersion() throws InterruptedException {
        try {
            var node = new ProcessBuilder("node", "--version").start();
            var says = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            node.waitFor();
            var version = Pattern.compile("^v(\\d+)\\.").matcher(says);
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
