package dev.millrace.bench.load;

import java.time.Duration;

/// What came back.
///
/// @param answered requests answered with status 200, in full
/// @param failed requests answered otherwise, or not in full
/// @param events server-sent events, `[DONE]` included
/// @param bytes of bodies
/// @param elapsed from the first request to the last answer
/// @param first from when a request was due to the first byte of its answer's body
/// @param whole from when a request was due to the end of its answer
/// @param gaps within streams, from one event to the next
public record Tally(
    long answered,
    long failed,
    long events,
    long bytes,
    Duration elapsed,
    Latencies first,
    Latencies whole,
    Latencies gaps) {}
