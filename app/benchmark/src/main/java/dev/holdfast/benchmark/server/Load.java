package dev.holdfast.benchmark.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/** Clients of a peer that work for a time, each in a thread of its own. */
final class Load implements Contender {

    /** Most latencies that are kept of one client: the last ones. */
    private static final int LATENCIES = 1 << 14;

    private final Peer peer;
    private final ProcessHandle database;

    Load(Peer peer, ProcessHandle database) {
        this.peer = peer;
        this.database = database;
    }

    @Override
    public String name() {
        return peer.name();
    }

    @Override
    public Optional<Measurement> measure(Scenario scenario, Duration time) throws Exception {
        var clients = new ArrayList<Client>();
        try {
            for (var number = 0; number < scenario.clients(); number++) {
                var client = peer.client(scenario.work(), number);
                if (client.isEmpty()) {
                    return Optional.empty();
                }
                clients.add(client.get());
            }
            return Optional.of(measure(clients, time));
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    private Measurement measure(List<Client> clients, Duration time) throws Exception {
        var threads = Executors.newFixedThreadPool(clients.size());
        try {
            var before = cpu();
            var start = System.nanoTime();
            var end = start + time.toNanos();
            var workers = await(
                    threads,
                    clients.stream().map(client -> new Worker(client, end)).toList());
            var took = Duration.ofNanos(System.nanoTime() - start);
            var after = cpu();
            return new Measurement(
                    workers.stream().mapToLong(worker -> worker.done).sum(),
                    took,
                    after.get(0).minus(before.get(0)),
                    after.get(1).minus(before.get(1)),
                    after.get(2).minus(before.get(2)),
                    p99(workers));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Work of one client until a moment: what counts, and how long each request took. */
    private static final class Worker implements Callable<Worker> {

        private final Client client;
        private final long end;
        private final long[] latencies = new long[LATENCIES];
        private int acts;
        private long done;

        Worker(Client client, long end) {
            this.client = client;
            this.end = end;
        }

        @Override
        public Worker call() throws Exception {
            for (var start = System.nanoTime(); start < end; ) {
                done += client.act() ? 1 : 0;
                var now = System.nanoTime();
                latencies[acts++ % latencies.length] = now - start;
                start = now;
            }
            return this;
        }

        LongStream latencies() {
            return Arrays.stream(latencies, 0, Math.min(acts, latencies.length));
        }
    }

    private static List<Worker> await(ExecutorService threads, List<Worker> workers)
            throws InterruptedException, ExecutionException {
        var done = new ArrayList<Worker>();
        for (var future : threads.invokeAll(workers)) {
            done.add(future.get());
        }
        return done;
    }

    private static Duration p99(List<Worker> workers) {
        var all = workers.stream().flatMapToLong(Worker::latencies).sorted().toArray();
        return Duration.ofNanos(all.length == 0 ? 0 : all[(int) (all.length * 0.99)]);
    }

    private List<Duration> cpu() {
        return List.of(
                peer.process().map(CpuTime::of).orElse(Duration.ZERO),
                CpuTime.ofTree(database),
                CpuTime.of(ProcessHandle.current()));
    }
}
