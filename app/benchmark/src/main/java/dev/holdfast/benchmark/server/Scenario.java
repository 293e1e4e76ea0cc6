package dev.holdfast.benchmark.server;

/** Work of a number of clients that is measured. */
enum Scenario {
    SAVE_1("save, own documents", 1, Work.SAVE_OWN),
    SAVE_8("save, own documents", 8, Work.SAVE_OWN),
    SAVE_64("save, own documents", 64, Work.SAVE_OWN),
    HOT_DOCUMENT("save, one document", 64, Work.SAVE_IN_ONE_DOCUMENT),
    HOT_SEGMENT("save, one segment", 64, Work.SAVE_ONE_SEGMENT),
    GET("GET", 64, Work.GET),
    NOT_MODIFIED("GET, 304", 64, Work.NOT_MODIFIED),
    LIST("list of 1,000", 8, Work.LIST);

    /** Most clients of any scenario. */
    static final int MOST_CLIENTS = 64;

    private final String title;
    private final int clients;
    private final Work work;

    Scenario(String title, int clients, Work work) {
        this.title = title;
        this.clients = clients;
        this.work = work;
    }

    String title() {
        return title;
    }

    int clients() {
        return clients;
    }

    Work work() {
        return work;
    }

    /** Request that a client repeats. Saves of one segment are counted if they win. */
    enum Work {
        SAVE_OWN,
        SAVE_IN_ONE_DOCUMENT,
        SAVE_ONE_SEGMENT,
        GET,
        NOT_MODIFIED,
        LIST
    }
}
