/// Formats of weights and the arithmetic on them: a plain set of kernels and one on the Vector API, chosen at start, and
/// the team of threads that shares the work.
package dev.millrace.engine.tensor;
