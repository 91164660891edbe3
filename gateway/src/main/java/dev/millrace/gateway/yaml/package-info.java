/// YAML files as values that know their line and column, and the reading of them into records; the
/// only importer of the YAML library.
@NullMarked
package dev.millrace.gateway.yaml;

import org.jspecify.annotations.NullMarked;
