import Testing

/// Real processes, real sockets, real databases.
///
/// One after the other: a test has both cores, and the memory that keys are locked in, to itself.
@Suite(.serialized) enum EndToEnd {}
