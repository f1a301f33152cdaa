public import Circuit
import Definition

/// The definition that ships with the daemon, read once for all suites: reading its YAML takes a
/// debug build a second.
public enum Shipped {
    private static let read = Result { try Loader.shipped() }

    /// Gives it.
    ///
    /// - Throws: what is wrong with it.
    public static func definition() throws -> CircuitDefinition { try read.get() }
}
