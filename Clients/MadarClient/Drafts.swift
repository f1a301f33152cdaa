import Basics

/// The drafts that a device keeps, each under `draft.<key>` in hexadecimal, sealed as all that it
/// keeps.
///
/// A draft ends when the write that it became is in the outbox. That may be cut off between the
/// two; then both are there, and the entry lets go of the draft before it is let go itself. So a
/// draft whose key no entry bears was never handed over.
public struct Drafts: Sendable {
    private let keeper: any DeviceKeeper
    private static let prefix = "draft."

    /// Looks at what a device keeps.
    public init(_ keeper: any DeviceKeeper) { self.keeper = keeper }

    /// All that read, in the order of their numbers, each of which occurs once; and how many do
    /// not read, which stay.
    public func all() async throws(ClientError) -> (drafts: [Draft], unreadableCount: Int) {
        var drafts: [Draft] = []
        var unreadableCount = 0
        for key in try await keys() {
            do throws(ClientError) {
                // Another program may have dropped it since.
                guard let bytes = try await keeper.recall(Self.name(key)) else { continue }
                guard let draft = Draft(key: key, bytes) else {
                    throw ClientError(.keptFileDamaged)
                }
                drafts.append(draft)
            } catch {
                guard error.code == .keptFileDamaged || error.code == .layoutTooNew else {
                    throw error
                }
                unreadableCount += 1
            }
        }
        drafts.sort { ($0.number, $0.startedAt) < ($1.number, $1.startedAt) }
        // Two programs may have begun at one moment.
        for place in drafts.indices.dropFirst() {
            drafts[place].number = max(drafts[place].number, drafts[place - 1].number + 1)
        }
        return (drafts, unreadableCount)
    }

    /// How many are kept.
    public func count() async throws(ClientError) -> Int { try await keys().count }

    /// Whether a draft is kept.
    public func holds(_ draft: Draft) async throws(ClientError) -> Bool {
        try await keys().contains(draft.key)
    }

    /// Keeps a draft as it is now; durable when this returns.
    ///
    /// - Throws: `keptTooMuch` where it is too large or would be one too many; `inputOutput`.
    public func keep(_ draft: Draft) async throws(ClientError) {
        let bytes = draft.bytes
        guard bytes.count <= ClientLimits.draftByteCountMax else {
            throw ClientError(.keptTooMuch)
        }
        let keys = try await keys()
        guard keys.count < ClientLimits.draftsMax || keys.contains(draft.key) else {
            throw ClientError(.keptTooMuch)
        }
        try await keeper.keep(Self.name(draft.key), bytes)
    }

    /// Drops a draft for good.
    public func forget(_ draft: Draft) async throws(ClientError) {
        try await keeper.forget(Self.name(draft.key))
    }

    /// Drops the draft that became a write, where there is one.
    func forget(of call: PreparedCall) async throws(ClientError) {
        try await keeper.forget(Self.name(call.draftKey))
    }

    private func keys() async throws(ClientError) -> [[UInt8]] {
        try await keeper.kept().compactMap { name in
            guard name.hasPrefix(Self.prefix) else { return nil }
            let key = [UInt8](hexadecimal: String(name.dropFirst(Self.prefix.count)))
            return key?.count == Draft.keyByteCount ? key : nil
        }
    }

    private static func name(_ key: [UInt8]) -> String { prefix + key.hexadecimal }
}
