internal import Basics
internal import Dossiers
internal import Messages

/// Where a list of pairs of files goes on (SPEC W-190): after the pair with these keys, whatever became
/// of it since.
struct PairCursor {
    private static let version: UInt8 = 1

    /// What speaks for the pair, in points; of a settled one when that was said, in milliseconds.
    let key: Int64
    let pair: FilePair
    /// Whether the list is that of the settled pairs.
    let isSettled: Bool

    init(_ key: Int64, _ pair: FilePair, isSettled: Bool) {
        self.key = key
        self.pair = pair
        self.isSettled = isSettled
    }

    private static func context(_ isSettled: Bool) -> [UInt8] {
        Array((isSettled ? "settled" : "duplicates").utf8)
    }

    /// Reads the cursor of a request.
    ///
    /// - Throws: `Refusal.unknownValue` for one that is forged, of another device or list, or old.
    init(_ request: WireListDuplicatesRequest, _ turn: Turn) throws {
        let opened = try turn.open(
            cursor: Array(request.cursor), context: Self.context(request.settled))
        guard let opened, opened.first == Self.version else { throw Refusal.unknownValue }
        var reader = ByteReader(Array(opened.dropFirst()))
        guard let madeAt = try? reader.integer(Int64.self),
            let key = try? reader.integer(Int64.self),
            let one = try? reader.identifier(FileID.self),
            let other = try? reader.identifier(FileID.self),
            let pair = FilePair(one, other),
            turn.now < Instant(milliseconds: madeAt).adding(seconds: HandlerLimits.cursorSeconds)
        else { throw Refusal.unknownValue }
        self.init(key, pair, isSettled: request.settled)
    }

    /// Seals the position for the caller.
    func sealed(_ turn: Turn) throws -> [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.appendBigEndian(turn.now.milliseconds)
        bytes.appendBigEndian(key)
        bytes.append(pair.lower)
        bytes.append(pair.higher)
        return try turn.seal(cursor: bytes, context: Self.context(isSettled))
    }
}
