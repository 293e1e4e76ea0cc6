package dev.holdfast.benchmark;

import dev.holdfast.domain.Block;
import dev.holdfast.domain.SegmentKind;
import dev.holdfast.domain.cue.Cue;
import dev.holdfast.domain.webvtt.WebVtt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Reading and writing of a large file, in turns with a parser of JavaScript, since only ratios of one run say much. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CodecBenchmark {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int TIMES = 5;

    private final WebVtt webVtt = new WebVtt();
    private final String file = CaptionsFile.text();
    private final List<Block> blocks = webVtt.split(file);

    /** From the file to its cues, with identifier, times, settings and text. */
    @Benchmark
    public List<Cue> parse() {
        return webVtt.split(file).stream()
                .filter(block -> block.kind() == SegmentKind.CUE)
                .flatMap(block -> WebVtt.CUES.parse(block.content()).stream())
                .toList();
    }

    /** From the blocks to the file. */
    @Benchmark
    public String print() {
        return webVtt.join(blocks);
    }

    /** Measures all in turns and prints medians. */
    public static void main(String[] arguments) throws IOException, InterruptedException, RunnerException {
        var text = CaptionsFile.text();
        var megabytes = CaptionsFile.bytes(text) / 1e6;
        var file = Files.createTempFile("captions", ".vtt");
        Files.writeString(file, text);
        var parse = new ArrayList<Double>();
        var print = new ArrayList<Double>();
        var other = new ArrayList<Double>();
        for (var round = 1; round <= ROUNDS; round++) {
            parse.add(millis("parse"));
            other.add(otherMillis(file));
            print.add(millis("print"));
            System.out.printf(
                    "round %d of %d: parse %.0f ms, videojs-vtt.js %.0f ms, print %.0f ms%n",
                    round, ROUNDS, last(parse), last(other), last(print));
        }
        Files.delete(file);
        System.out.printf("%.1f MB, medians of %d rounds%n", megabytes, ROUNDS);
        System.out.printf("parse           %6.1f MB/s%n", megabytes / median(parse) * 1000);
        System.out.printf("print           %6.1f MB/s%n", megabytes / median(print) * 1000);
        System.out.printf("videojs-vtt.js  %6.1f MB/s%n", megabytes / median(other) * 1000);
        System.out.printf("parsing is %.1f times as fast as videojs-vtt.js%n", median(other) / median(parse));
    }

    private static double millis(String method) throws RunnerException {
        var options = new OptionsBuilder()
                .include("CodecBenchmark\\." + method + "$")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(TIMES)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }

    /** The median of as many times, after the same warm-up, in a process of its own. */
    private static double otherMillis(Path file) throws IOException, InterruptedException {
        var process = new ProcessBuilder("node", "parse.mjs", file.toString(), Integer.toString(TIMES + 1))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException(
                    "node parse.mjs failed; its message is above. Run npm ci in domain/benchmark and try again.");
        }
        return median(lines.stream()
                .skip(1)
                .map(line -> Double.valueOf(line.split(" ")[0]))
                .toList());
    }

    private static double last(List<Double> values) {
        return values.get(values.size() - 1);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
