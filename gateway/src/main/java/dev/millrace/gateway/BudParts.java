package dev.millrace.gateway;

import dev.millrace.gateway.call.feedback.Metric;
import dev.millrace.gateway.config.BudConfig;
import dev.millrace.gateway.config.FunctionConfig;
import dev.millrace.gateway.profile.bud.Function;
import dev.millrace.gateway.profile.bud.Functions;
import dev.millrace.gateway.profile.bud.Template;
import java.util.HashMap;
import java.util.Map;

/// What a configuration says of Bud's surface, as that wants it.
final class BudParts {
  private BudParts() {}

  static Functions functions(BudConfig config) {
    return new Functions(config.functions().stream().map(BudParts::function).toList());
  }

  private static Function function(FunctionConfig config) {
    return new Function(
        config.name(),
        config.system().map(text -> new Template(text.words(), text.variables())),
        config.schema(),
        config.variants().stream().map(BudParts::variant).toList());
  }

  private static Function.Variant variant(FunctionConfig.Variant config) {
    return new Function.Variant(
        config.name(),
        config.model(),
        config.weight(),
        config.temperature(),
        config.topP(),
        config.maxTokens());
  }

  static Map<String, Metric> metrics(BudConfig config) {
    var metrics = new HashMap<String, Metric>();
    config
        .metrics()
        .forEach((name, metric) ->
            metrics.put(
                name, new Metric(type(metric.type()), metric.level().map(BudParts::level))));
    return metrics;
  }

  private static Metric.Type type(BudConfig.Metric.Type type) {
    return switch (type) {
      case BOOLEAN -> Metric.Type.BOOLEAN;
      case FLOAT -> Metric.Type.FLOAT;
      case COMMENT -> Metric.Type.COMMENT;
      case DEMONSTRATION -> Metric.Type.DEMONSTRATION;
    };
  }

  private static Metric.Level level(BudConfig.Metric.Level level) {
    return switch (level) {
      case INFERENCE -> Metric.Level.INFERENCE;
      case EPISODE -> Metric.Level.EPISODE;
    };
  }
}
