/// How AWS is shown who asks: its chain of credentials, and signatures (Signature Version 4). The only
/// importer of AWS's signer.
@NullMarked
package dev.millrace.gateway.provider.aws;

import org.jspecify.annotations.NullMarked;
