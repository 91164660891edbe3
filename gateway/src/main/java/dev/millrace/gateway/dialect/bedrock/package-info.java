/// AWS Bedrock's Converse and ConverseStream, as providers speak them (2026-11).
@NullMarked
package dev.millrace.gateway.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
