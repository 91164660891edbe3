package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;

/// The weights of a Llama model. Queries, keys and values are the three parts of one matrix, gate and up of another;
/// positions rotate neighbouring pairs of values, as GGUF's `llama` architecture does, so export permutes nothing.
final class Model {
  record Layer(
      Parameter attentionNorm,
      Parameter queryKeyValue,
      Parameter attentionOut,
      Parameter feedNorm,
      Parameter gateUp,
      Parameter down) {
    List<Parameter> parameters() {
      return List.of(attentionNorm, queryKeyValue, attentionOut, feedNorm, gateUp, down);
    }
  }

  final Shape shape;
  final Parameter embedding;
  final List<Layer> layers;
  final Parameter norm;

  /// A model with random weights from this seed.
  Model(Shape shape, long seed) {
    var chance = new Chance(seed);
    this.shape = shape;
    this.embedding = Parameter.matrix(shape.vocabulary(), shape.width(), 0.04, chance);
    var stack = new ArrayList<Layer>();
    for (int i = 0; i < shape.layers(); i++) {
      stack.add(layer(shape, chance));
    }
    this.layers = List.copyOf(stack);
    this.norm = Parameter.ones(shape.width());
  }

  private static Layer layer(Shape shape, Chance chance) {
    int width = shape.width();
    double in = 0.7 / StrictMath.sqrt(width);
    double deep = StrictMath.sqrt(2.0 * shape.layers());
    return new Layer(
        Parameter.ones(width),
        Parameter.matrix(3 * width, width, in, chance),
        Parameter.matrix(width, width, in / deep, chance),
        Parameter.ones(width),
        Parameter.matrix(2 * shape.inner(), width, in, chance),
        Parameter.matrix(
            width, shape.inner(), 0.7 / StrictMath.sqrt(shape.inner()) / deep, chance));
  }

  /// Every parameter in a fixed order.
  List<Parameter> parameters() {
    var all = new ArrayList<Parameter>();
    all.add(embedding);
    layers.forEach(layer -> all.addAll(layer.parameters()));
    all.add(norm);
    return all;
  }

  long size() {
    return parameters().stream().mapToLong(parameter -> parameter.value.length).sum();
  }
}
