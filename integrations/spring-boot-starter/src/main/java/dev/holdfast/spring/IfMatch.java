package dev.holdfast.spring;

import dev.holdfast.domain.Precondition;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Parameter of a handler method, of the type {@link Precondition}: the preconditions of the request (If-Match and If-None-Match, RFC 9110
 * §13). Give it to {@code WriteRequest.by(author).expecting(...)}. A field that cannot be parsed is answered with 400, never ignored; a
 * request without one makes a precondition that a write refuses with 428.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface IfMatch {}
