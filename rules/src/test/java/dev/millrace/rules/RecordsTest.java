package dev.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// NullAway does not look through record patterns, so a nullable component is a hole in it.
final class RecordsTest {
  @Test
  void noRecordHasANullableComponent() {
    List<String> nullable =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.millrace")
                .stream()
                .filter(JavaClass::isRecord)
                .flatMap(record -> Arrays.stream(record.reflect().getRecordComponents()))
                .filter(RecordsTest::isNullable)
                .map(part -> part.getDeclaringRecord() + "." + part.getName())
                .toList();
    assertThat(nullable).as("use a variant, an empty list or an Optional").isEmpty();
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
