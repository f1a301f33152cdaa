/// The limits of this room, each with its unit in its name.
enum TerminalLimits {
    /// The longest line, in bytes; a terminal in line mode gives no longer one.
    static let lineByteCountMax = 4_096
    /// How many items of a menu are shown at once.
    static let itemsShownMax = 30
    /// Up to which width labels are aligned, in columns.
    static let labelColumnsMax = 36
    /// What a value has at least, in columns.
    static let valueColumnsMin = 16
    /// The narrowest terminal that is believed, in columns.
    static let columnsMin = 20
    /// The width where no stream tells one, in columns.
    static let columnsDefault = 80
    /// How much is read from a descriptor at once, in bytes.
    static let readByteCount = 65_536
    /// How long a read waits before it looks for a signal, in milliseconds: the signal may have
    /// reached another thread.
    static let signalMilliseconds: Int32 = 100
    /// How long a signal that ends the process has to take its course, in microseconds.
    static let endMicroseconds: UInt32 = 1_000_000
    /// How long a stop has, in microseconds.
    static let stopMicroseconds: UInt32 = 50_000
    /// How long something may take before a person is told that it takes its time, in milliseconds.
    static let patienceMilliseconds: Int64 = 500
    /// How often it is told how far long work has come, in milliseconds.
    static let headwayMilliseconds: Int64 = 200
}
