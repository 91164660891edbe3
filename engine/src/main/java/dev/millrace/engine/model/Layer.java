package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Matrix;

/// The weights of one layer.
@SuppressWarnings("ArrayRecordComponent") // Made once, never compared.
record Layer(
    float[] attentionNorm,
    Matrix queries,
    Matrix keys,
    Matrix values,
    Matrix attended,
    float[] hiddenNorm,
    Matrix gate,
    Matrix up,
    Matrix down) {
  static Layer of(Weights weights, Shape shape, int index) {
    var name = "blk." + index + ".";
    int width = shape.width();
    return new Layer(
        weights.vector(name + "attn_norm.weight", width),
        weights.matrix(name + "attn_q.weight", width, shape.queriesWidth()),
        weights.matrix(name + "attn_k.weight", width, shape.keysWidth()),
        weights.matrix(name + "attn_v.weight", width, shape.valuesWidth()),
        weights.matrix(name + "attn_output.weight", shape.attendedWidth(), width),
        weights.vector(name + "ffn_norm.weight", width),
        weights.matrix(name + "ffn_gate.weight", width, shape.hidden()),
        weights.matrix(name + "ffn_up.weight", width, shape.hidden()),
        weights.matrix(name + "ffn_down.weight", shape.hidden(), width));
  }
}
