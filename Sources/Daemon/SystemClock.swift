internal import CPlatform

/// The clock of the machine.
public enum SystemClock {
    /// Whether the clock is kept right by another one; nil where the system does not say.
    public static var isSynchronised: Bool? {
        let state = madar_clock_is_synchronised()
        return state < 0 ? nil : state == 1
    }
}
