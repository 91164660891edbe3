/// Endpoints of AWS SageMaker: somebody else's protocol within AWS's own wrapping (2026-11).
@NullMarked
package dev.millrace.gateway.dialect.sagemaker;

import org.jspecify.annotations.NullMarked;
