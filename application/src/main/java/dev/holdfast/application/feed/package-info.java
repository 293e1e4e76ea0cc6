/** Change feed: follows the logs of documents and hands each commit, once and in order, to all subscribers. */
@NullMarked
package dev.holdfast.application.feed;

import org.jspecify.annotations.NullMarked;
