package dev.holdfast.http.exchange;

/** Exception of a request that this module refuses; the core lets it pass. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    protected ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public final Problem problem() {
        return problem;
    }
}
