package dev.holdfast.spring;

import dev.holdfast.application.CommitOutcome;
import dev.holdfast.application.DocumentStore;
import dev.holdfast.postgres.JoinedDocumentStore;
import dev.holdfast.postgres.PostgresDocumentStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Document store that works in the transaction of Spring that the thread has on the data source, and on connections of its own without
 * one. Those who follow documents are told after the commit.
 */
record TransactionalStore(PostgresDocumentStore store, DataSource database, CommitOutcomes outcomes)
        implements InvocationHandler {

    static DocumentStore of(PostgresDocumentStore store, DataSource database, CommitOutcomes outcomes) {
        return (DocumentStore) Proxy.newProxyInstance(
                DocumentStore.class.getClassLoader(),
                new Class<?>[] {DocumentStore.class},
                new TransactionalStore(store, database, outcomes));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            var result = method.invoke(current(), arguments);
            if (result instanceof CommitOutcome outcome) {
                outcomes.count(outcome);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private DocumentStore current() {
        var isInTransaction = TransactionSynchronizationManager.isActualTransactionActive()
                && TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.hasResource(database);
        if (!isInTransaction) {
            return store;
        }
        var bound = TransactionSynchronizationManager.getResource(store);
        return bound instanceof JoinedDocumentStore joined ? joined : joined();
    }

    private DocumentStore joined() {
        var connection = DataSourceUtils.getConnection(database);
        var joined = store.within(connection);
        DataSourceUtils.releaseConnection(connection, database); // which stays open until the end of the transaction
        TransactionSynchronizationManager.bindResource(store, joined);
        TransactionSynchronizationManager.registerSynchronization(new End(joined));
        return joined;
    }

    /** End of the transaction, which may be suspended for another one in between. */
    private final class End implements TransactionSynchronization {

        private final JoinedDocumentStore joined;

        End(JoinedDocumentStore joined) {
            this.joined = joined;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(store);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(store, joined);
        }

        @Override
        public void afterCommit() {
            joined.committed();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(store);
        }
    }
}
