package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Grid;
import dev.millrace.engine.tensor.Kernels;
import dev.millrace.engine.tensor.Team;

/// Something that is done to every row of a grid by itself, divided between the threads of the team.
///
/// @param grid as many rows as there are to do
record RowWork(Grid grid, Row row) implements Team.Part {
  interface Row {
    void run(Kernels kernels, int row);
  }

  void run(Team team) {
    team.run(grid.rows(), Math.ceilDiv(grid.rows(), 4 * team.threads()), this);
  }

  @Override
  public void run(Kernels kernels, int from, int to) {
    for (int at = from; at < to; at++) {
      row.run(kernels, at);
    }
  }
}
