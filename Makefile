# Shortcuts. JAVA_HOME must be a JDK 25 for the measurements.
JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)
BENCH = $(JAVA) -XX:+UseSerialGC -cp "bench/target/classes:$$(cat bench/target/classpath)"

.PHONY: help
help: ## Say what there is.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.PHONY: run
run: ## Build if need be, and serve the bundled model.
	./millrace serve

.PHONY: format
format: ## Put all sources into their form.
	mvn -q spotless:apply

.PHONY: test
test: ## Compile with every checker, and test.
	mvn -q verify

.PHONY: golden
golden: ## Rewrite the expected files of the tests; read the difference before you commit it.
	mvn -q -pl gateway -am test -Dgolden.update=true -Dtest='dev.millrace.gateway.dialect.**,dev.millrace.gateway.vendor.**' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: providers
providers: ## Write the tables of docs/providers.md anew, from the rows.
	mvn -q -pl gateway -am test -Dgolden.update=true -Dtest=ProvidersPageTest -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: check
check: format test ## Format, compile with every checker, test; fail if anything is not committed.
	@test -z "$$(git status --porcelain)" || { git status --short; echo 'The tree is not clean.'; exit 1; }

.PHONY: model
model: ## Train the bundled model again; about an hour. Goes on where it was stopped.
	mvn -q -Ptraining -pl training -am -DskipTests package
	mkdir -p models
	$(JAVA) --add-modules jdk.incubator.vector -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0 \
	  -cp llm/target/classes:engine/target/classes:training/target/classes \
	  dev.millrace.training.Main models/millrace-mini.gguf training/target/checkpoint.bin

.PHONY: bench-gateway
bench-gateway: bench-classes ## Measure what the gateway costs beside nginx; about four minutes.
	$(BENCH) dev.millrace.bench.gateway.GatewayBench >bench/results/gateway.txt.new
	mv bench/results/gateway.txt.new bench/results/gateway.txt
	cat bench/results/gateway.txt

.PHONY: bench-translation
bench-translation: bench-classes ## Measure what it costs to answer in another dialect than the provider's.
	$(BENCH) dev.millrace.bench.gateway.TranslationBench >bench/results/translation.txt.new
	mv bench/results/translation.txt.new bench/results/translation.txt
	cat bench/results/translation.txt

.PHONY: bench-paced
bench-paced: bench-classes ## Measure many paced streams at once.
	$(BENCH) dev.millrace.bench.gateway.PacedBench >bench/results/paced.txt.new
	mv bench/results/paced.txt.new bench/results/paced.txt
	cat bench/results/paced.txt

.PHONY: bench-start
bench-start: bench-classes ## Measure how long a start takes.
	$(BENCH) dev.millrace.bench.start.StartBench >bench/results/start.txt.new
	mv bench/results/start.txt.new bench/results/start.txt
	cat bench/results/start.txt

.PHONY: bench-cancel
bench-cancel: bench-classes ## Measure how soon a provider is let go when its client leaves.
	$(BENCH) dev.millrace.bench.cancel.CancelBench >bench/results/cancel.txt.new
	mv bench/results/cancel.txt.new bench/results/cancel.txt
	cat bench/results/cancel.txt

.PHONY: bench-engine
bench-engine: bench-classes ## Measure how fast the engine reads, decodes and serves.
	echo "java -XX:+UseSerialGC --add-modules jdk.incubator.vector dev.millrace.bench.engine.EngineBench $$(nproc) 5 Q8_0 VECTOR" >bench/results/engine.txt.new
	$(BENCH) --add-modules jdk.incubator.vector dev.millrace.bench.engine.EngineBench $$(nproc) 5 Q8_0 VECTOR >>bench/results/engine.txt.new
	mv bench/results/engine.txt.new bench/results/engine.txt
	cat bench/results/engine.txt

.PHONY: bench-masks
bench-masks: bench-classes ## Measure how long it takes to find the tokens that a constraint allows.
	$(BENCH) dev.millrace.bench.mask.MaskBench >bench/results/masks.txt.new
	mv bench/results/masks.txt.new bench/results/masks.txt
	cat bench/results/masks.txt

.PHONY: bench-classes
bench-classes:
	mvn -q -pl bench -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath
	mkdir -p bench/results
