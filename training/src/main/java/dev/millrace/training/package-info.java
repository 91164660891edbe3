/// The making of the bundled model: corpus, trainer and export, in plain Java.
@NullMarked
package dev.millrace.training;

import org.jspecify.annotations.NullMarked;
