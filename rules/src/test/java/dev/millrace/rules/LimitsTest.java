package dev.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  @Test
  void everyFileMethodAndParameterListIsShort() throws CheckstyleException {
    var problems = new Problems();
    var checker = new Checker();
    checker.setModuleClassLoader(Checker.class.getClassLoader());
    checker.configure(
        ConfigurationLoader.loadConfiguration(
            Sources.root().resolve("config/checkstyle.xml").toString(),
            new PropertiesExpander(new Properties())));
    checker.addListener(problems);
    checker.process(Sources.java().stream().map(Path::toFile).toList());
    checker.destroy();
    assertThat(problems.found).as("over the limits of docs/style.md; split it").isEmpty();
  }

  private static final class Problems implements AuditListener {
    private final List<String> found = new ArrayList<>();

    @Override
    public void addError(AuditEvent event) {
      found.add(event.getFileName() + ":" + event.getLine() + ": " + event.getMessage());
    }

    @Override
    public void addException(AuditEvent event, Throwable problem) {
      found.add(event.getFileName() + ": " + problem);
    }

    @Override
    public void auditStarted(AuditEvent event) {}

    @Override
    public void auditFinished(AuditEvent event) {}

    @Override
    public void fileStarted(AuditEvent event) {}

    @Override
    public void fileFinished(AuditEvent event) {}
  }
}
