package dev.holdfast.benchmark.server;

import java.util.Optional;

/** Something that saves texts with a guard, and is measured. */
interface Peer {

    String name();

    /** The process whose CPU time and memory are the server's, if the peer has one beside the database. */
    Optional<ProcessHandle> process();

    /** Does this work over one connection, or nothing if the peer cannot do it. */
    Optional<Client> client(Scenario.Work work, int number) throws Exception;
}
