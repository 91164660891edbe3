package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tools;

/// Takes out of a request what does not go together with thinking at its target.
record Apart(String model, Means.Apart apart, Lacking lacking) {
  /// @throws dev.millrace.llm.Refused if it may not be left out
  Request fit(Request request) {
    if (!request.reasoning().on()) {
      return request;
    }
    if (asks(request)) {
      lacking.leave("reasoning", "the model " + model + " does not think before what is demanded");
      return request.withReasoning(Reasoning.OFF.withKept(request.reasoning().kept()));
    }
    var fitted = request;
    for (var one : apart.parameters().entrySet()) {
      fitted = without(one.getKey(), one.getValue(), fitted);
    }
    return fitted;
  }

  private Request without(Parameter parameter, Parameter.Span free, Request request) {
    var lens = new Lens(parameter);
    var said = lens.number(request);
    boolean goes =
        said.isEmpty() || (said.getAsDouble() >= free.least() && said.getAsDouble() <= free.most());
    if (goes) {
      return request;
    }
    lacking.leave(parameter.word(), "the model " + model + " has its own while it thinks");
    return lens.without(request);
  }

  private boolean asks(Request request) {
    boolean forced =
        !request.tools().callable().isEmpty()
            && (request.tools().choice() instanceof Tools.Required
                || request.tools().choice() instanceof Tools.Named);
    boolean begun =
        request.prompt() instanceof Prompt.Conversation(_, var rendering) && rendering.continues();
    return (apart.forms() && request.constraint().isPresent())
        || (forced && apart.asks().contains(Ask.FORCED_CALLS))
        || (begun && apart.asks().contains(Ask.PREFILL));
  }
}
