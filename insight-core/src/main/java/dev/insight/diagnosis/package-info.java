/** Diagnosis: which hop, link or service is at fault, folded from the terms and failures of all paths. */
@NullMarked
package dev.insight.diagnosis;

import org.jspecify.annotations.NullMarked;
