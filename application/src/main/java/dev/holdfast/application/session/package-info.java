/** Sessions of people who signed in: begun with a credential, ended by their person, by disuse or by age. */
@NullMarked
package dev.holdfast.application.session;

import org.jspecify.annotations.NullMarked;
