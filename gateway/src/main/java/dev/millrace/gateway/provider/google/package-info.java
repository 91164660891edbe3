/// Who we are to Google Cloud: its application default credentials, and the tokens that they buy.
@NullMarked
package dev.millrace.gateway.provider.google;

import org.jspecify.annotations.NullMarked;
