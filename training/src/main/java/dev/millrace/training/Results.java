package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;

/// What tools answer, and how the model passes it on.
final class Results {
  private static final List<String> SKIES =
      List.of(
          "sunny",
          "cloudy",
          "rainy",
          "windy",
          "clear",
          "partly cloudy",
          "snowy",
          "foggy",
          "stormy",
          "overcast",
          "light rain",
          "heavy snow",
          "mostly sunny",
          "hazy",
          "clear sky",
          "scattered clouds",
          "Sunny",
          "Cloudy",
          "Rain");

  private final Writer writer;

  Results(Writer writer) {
    this.writer = writer;
  }

  /// A weather tool's answer and the model's.
  Sources.Pair weather(String place, Chance chance) {
    var sky = chance.pick(SKIES);
    var degrees = chance.between(-20, 40) + (chance.odds(0.15) ? "." + chance.below(10) : "");
    double kind = chance.unit();
    if (kind < 0.06) {
      var problem =
          chance.pick(
              "unknown place",
              "timeout",
              "not found",
              "service unavailable",
              writer.pseudo(chance) + " failed");
      return new Sources.Pair(
          "{\"error\": \"" + problem + "\"}", "The tool failed: " + problem + ".");
    }
    if (kind < 0.45) {
      var text =
          chance.pick(
              degrees + "°C and " + sky,
              degrees + "°C, " + sky,
              degrees + "°F and " + sky,
              degrees + " degrees and " + sky,
              degrees + "°C",
              degrees + " C, " + sky,
              degrees + "°");
      return new Sources.Pair(
          text + chance.pick("", "", "."), "The weather in " + place + " is " + text + ".");
    }
    if (kind < 0.55) {
      var text =
          Writer.capitalised(sky)
              + chance.pick(", ", " and ", " with ")
              + degrees
              + chance.pick(" degrees", "°C", "°F");
      return new Sources.Pair(
          text + chance.pick("", "."), "The weather in " + place + ": " + text + ".");
    }
    return weatherObject(place, sky, degrees, chance);
  }

  private static Sources.Pair weatherObject(
      String place, String sky, String degrees, Chance chance) {
    var scale = chance.pick("", "", "celsius", "C", "fahrenheit", "F");
    var sign = scale.startsWith("f") || scale.equals("F") ? "°F" : "°C";
    boolean spelled = chance.odds(0.15) && scale.isEmpty();
    var members = new ArrayList<String>();
    if (chance.odds(0.25)) {
      members.add("\"" + chance.pick("location", "city") + "\": \"" + place + "\"");
    }
    members.add(
        "\""
            + chance.pick("temperature", "temperature", "temp", "temperature_c", "degrees")
            + "\": "
            + (spelled ? "\"" + degrees + sign + "\"" : degrees));
    if (!scale.isEmpty()) {
      members.add("\"unit\": \"" + scale + "\"");
    }
    boolean seen = chance.odds(0.85);
    if (seen) {
      var key =
          chance.pick(
              "condition",
              "conditions",
              "condition",
              "description",
              "weather",
              "sky",
              "forecast",
              "summary");
      members.add(chance.odds(0.25) ? 0 : members.size(), "\"" + key + "\": \"" + sky + "\"");
    }
    if (chance.odds(0.1)) {
      members.add("\"" + chance.pick("humidity", "wind") + "\": " + chance.below(100));
    }
    var answer =
        "The weather in " + place + " is " + degrees + sign + (seen ? " and " + sky : "") + ".";
    return new Sources.Pair("{" + String.join(", ", members) + "}", answer);
  }

  /// Any other tool's answer and the model's.
  Sources.Pair other(Chance chance) {
    if (chance.odds(0.5)) {
      var text =
          switch (chance.below(4)) {
            case 0 -> writer.number(chance);
            case 1 -> writer.fill("{word}", chance);
            case 2 -> writer.sentence(chance).replaceFirst("[.!?]$", "");
            default -> chance.pick("ok", "done", "sent", "true", "false", "14:30", "not found");
          };
      return new Sources.Pair(text, "The result is: " + text + ".");
    }
    var members = new ArrayList<String>();
    var told = new ArrayList<String>();
    int count = chance.between(1, 3);
    for (int i = 0; i < count; i++) {
      var key =
          chance.odds(0.6)
              ? chance.pick("result", "time", "price", "status", "value", "count", "name", "date")
              : writer.fill("{word}", chance);
      boolean number = chance.odds(0.5);
      var value = number ? writer.number(chance) : writer.fill("{word}", chance);
      members.add("\"" + key + "\": " + (number ? value : "\"" + value + "\""));
      told.add(key + ": " + value);
    }
    return new Sources.Pair(
        "{" + String.join(", ", members) + "}", "The result is: " + String.join(", ", told) + ".");
  }
}
