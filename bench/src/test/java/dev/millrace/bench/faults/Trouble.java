package dev.millrace.bench.faults;

/// Something that goes wrong with a provider.
enum Trouble {
  REFUSED("events=3"),
  RESET("fault=reset"),
  SILENT("fault=silence"),
  SLOW("events=3,head=50ms"),
  /// Not a trouble, but an answer that takes half an hour.
  LONG("events=100000,every=20ms"),
  STALLED("events=9,stall=4"),
  CUT("events=9,every=1ms,cut=4"),
  MALFORMED("events=8,fault=malformed"),
  ENDLESS("events=8,fault=endless"),
  FAILING("events=8,fault=error"),
  BUSY("status=429"),
  BUSY_FOR_A_WHILE("status=429,retry=7"),
  BROKEN("status=500"),
  OVERLOADED("status=503"),
  FILTERED("events=3,fault=filter"),
  TOO_LONG("fault=context"),
  A_PAGE("fault=page"),
  FLAPPING("events=3,flap=2"),
  PACKED("events=3,fault=gzip"),
  HUGE("events=3,fault=huge");

  private final String script;

  Trouble(String script) {
    this.script = script;
  }

  /// What the provider calls a model that has it; for every use another, so that none is known to be
  /// ill from the others.
  String script(String use) {
    return script + ",label=" + use;
  }
}
