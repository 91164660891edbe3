package dev.millrace.bench.upstream;

/// What the upstream has seen so far. For its one thread.
final class Counts {
  long requests;
  long open;
  long gone;

  String json() {
    return """
    {"requests":%d,"open":%d,"gone":%d}\
    """
        .formatted(requests, open, gone);
  }
}
