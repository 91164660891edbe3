package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Grid;
import dev.millrace.engine.tensor.Products;
import dev.millrace.engine.tensor.Team;
import java.util.List;

/// The way through one layer, in a workspace: made once, gone through in every step.
final class Passage {
  private final RowWork attentionNorm;
  private final Products projections;
  private final Products keysAndValues;
  private final Products queries;
  private final Products attended;
  private final RowWork hiddenNorm;
  private final Products gateAndUp;
  private final RowWork gate;
  private final Products down;
  private final RowWork addChange;

  Passage(Layer layer, Workspace space, float epsilon) {
    var normed = space.normed();
    var query = new Products.Product(layer.queries(), space.queries());
    var key = new Products.Product(layer.keys(), space.keys());
    var value = new Products.Product(layer.values(), space.values());
    attentionNorm = normalise(space.stream(), layer.attentionNorm(), epsilon, normed);
    projections = new Products(normed, List.of(query, key, value));
    keysAndValues = new Products(normed, List.of(key, value));
    queries = new Products(normed, List.of(query));
    attended = new Products(space.attended(), layer.attended(), space.change());
    hiddenNorm = normalise(space.stream(), layer.hiddenNorm(), epsilon, normed);
    gateAndUp =
        new Products(
            normed,
            List.of(
                new Products.Product(layer.gate(), space.gate()),
                new Products.Product(layer.up(), space.up())));
    gate =
        new RowWork(
            space.gate(),
            (kernels, row) -> kernels.gate(space.gate().row(row), space.up().row(row)));
    down = new Products(space.gate(), layer.down(), space.change());
    addChange =
        new RowWork(
            space.stream(),
            (kernels, row) -> kernels.add(space.stream().row(row), space.change().row(row)));
  }

  static RowWork normalise(Grid input, float[] weights, float epsilon, Grid output) {
    return new RowWork(
        input,
        (kernels, row) -> kernels.normalise(input.row(row), weights, epsilon, output.row(row)));
  }

  /// Queries, keys and values.
  void project(Team team) {
    attentionNorm.run(team);
    projections.run(team);
  }

  /// Keys and values alone.
  void projectKeysAndValues(Team team) {
    attentionNorm.run(team);
    keysAndValues.run(team);
  }

  /// Queries, behind [#projectKeysAndValues].
  void projectQueries(Team team) {
    queries.run(team);
  }

  /// From what was attended to, to the end of the layer.
  void feedForward(Team team) {
    attended.run(team);
    addChange.run(team);
    hiddenNorm.run(team);
    gateAndUp.run(team);
    gate.run(team);
    down.run(team);
    addChange.run(team);
  }
}
