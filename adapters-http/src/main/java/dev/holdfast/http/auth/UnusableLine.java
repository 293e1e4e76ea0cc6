package dev.holdfast.http.auth;

/**
 * Line of a file of tokens or roles that is left out.
 *
 * @param number the number of the line, from 1
 * @param reason what is wrong with it or was expected, without the content of the line
 */
record UnusableLine(int number, String reason) {}
