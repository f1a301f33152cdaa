/// The limits of this program, each with its unit in its name.
enum ImportLimits {
    /// How long the import waits where it has searched as often as it may, in seconds.
    static let searchPauseSeconds: Int64 = 2
    /// The largest sheet, in bytes.
    static let sheetByteCountMax = 256 << 20
    /// The largest mapping, in bytes.
    static let mappingByteCountMax = 1 << 20
    /// How many entries one sheet may have, in rows.
    static let rowsMax = 200_000
    /// How many calls are under way at once: a connection has room for 32, and whoever works beside
    /// an import is not to wait for it.
    static let callsInFlight = 24
    /// How many entries are noted as sent before they are: of so many at most nobody knows after a
    /// crash whether they were done, and so many operation keys wait to be confirmed.
    static let entriesPerPiece = 2_048
    /// How many files a search tells of one name.
    static let candidatesMax: UInt32 = 20
    /// How many of them are looked into for the entry's own reference.
    static let candidatesReadMax = 4
    /// How many choices of a list the template names.
    static let choicesShownMax = 60
}
