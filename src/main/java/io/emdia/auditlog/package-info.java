/**
 * The log of administrative acts: who changed what, and when. It only grows. A capability that lets
 * somebody change something writes the line in the transaction of the change itself.
 */
@NullMarked
package io.emdia.auditlog;

import org.jspecify.annotations.NullMarked;
