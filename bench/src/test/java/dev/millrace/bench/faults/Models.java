package dev.millrace.bench.faults;

import java.util.Locale;

/// The configuration: for each wire and trouble a model that has it, and one that has somebody sound
/// behind it.
final class Models {
  private static final String USUAL = "20s";
  private static final String SHORT = "100ms";

  private Models() {}

  static String alone(Wire wire, Trouble trouble, boolean stream) {
    return name(wire, trouble, stream) + "-alone";
  }

  static String rescued(Wire wire, Trouble trouble, boolean stream) {
    return name(wire, trouble, stream) + "-rescued";
  }

  private static String name(Wire wire, Trouble trouble, boolean stream) {
    return (wire.name() + "-" + trouble.name() + (stream ? "-stream" : "-whole"))
        .toLowerCase(Locale.ROOT);
  }

  static String yaml(int port, int closed) {
    var yaml = new StringBuilder("providers:\n");
    yaml.append(Wire.CHAT.provider("spare", port, USUAL));
    for (var wire : Wire.values()) {
      yaml.append(wire.provider(wire + "-usual", port, USUAL));
      yaml.append(wire.provider(wire + "-hasty", port, SHORT));
      yaml.append(wire.provider(wire + "-closed", closed, USUAL));
    }
    yaml.append("models:\n");
    for (var wire : Wire.values()) {
      for (var trouble : Trouble.values()) {
        for (boolean stream : new boolean[] {false, true}) {
          yaml.append(model(alone(wire, trouble, stream), wire, trouble, ""));
          yaml.append(
              model(
                  rescued(wire, trouble, stream),
                  wire,
                  trouble,
                  ", {provider: spare, model: \"events=5\", context: 100000}"));
        }
      }
    }
    return yaml.toString();
  }

  private static String model(String name, Wire wire, Trouble trouble, String behind) {
    return """
    - name: %s
      free: true
      routing: {retries: %d}
      deployments: [{provider: %s, model: "%s"}%s]
    """
        .formatted(
            name, behind.isEmpty() ? 0 : 2, provider(wire, trouble), trouble.script(name), behind);
  }

  private static String provider(Wire wire, Trouble trouble) {
    return switch (trouble) {
      case REFUSED -> wire + "-closed";
      case SILENT, STALLED -> wire + "-hasty";
      case RESET,
          SLOW,
          LONG,
          CUT,
          MALFORMED,
          ENDLESS,
          FAILING,
          BUSY,
          BUSY_FOR_A_WHILE,
          BROKEN,
          OVERLOADED,
          FILTERED,
          TOO_LONG,
          A_PAGE,
          FLAPPING,
          PACKED,
          HUGE ->
          wire + "-usual";
    };
  }
}
