/**
 * Contract of every store, as interfaces of JUnit tests. {@link dev.holdfast.contract.DocumentStoreContract} is that of all stores,
 * {@link dev.holdfast.contract.DurableStoreContract} that of those that outlive their process, and
 * {@link dev.holdfast.contract.SessionStoreContract} that of the store of sessions.
 */
package dev.holdfast.contract;
