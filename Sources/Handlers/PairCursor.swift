internal import Basics
internal import Dossiers

/// Where a list of pairs of files goes on (SPEC W-190): after the pair with these keys, whatever became
/// of it since.
struct PairCursor {
    private static let version: UInt8 = 1
    private static let context = Array("duplicates".utf8)

    /// What speaks for the pair, in points.
    let weight: Int
    let pair: FilePair

    init(weight: Int, pair: FilePair) {
        self.weight = weight
        self.pair = pair
    }

    /// Reads the cursor of a request.
    ///
    /// - Throws: `Refusal.unknownValue` for one that is forged, of another device or list, or old.
    init(_ cursor: [UInt8], _ turn: Turn) throws {
        let opened = try turn.open(cursor: cursor, context: Self.context)
        guard let opened, opened.first == Self.version else { throw Refusal.unknownValue }
        var reader = ByteReader(Array(opened.dropFirst()))
        guard let madeAt = try? reader.integer(Int64.self),
            let weight = try? reader.integer(Int64.self),
            let one = try? reader.identifier(FileID.self),
            let other = try? reader.identifier(FileID.self),
            let pair = FilePair(one, other),
            turn.now < Instant(milliseconds: madeAt).adding(seconds: HandlerLimits.cursorSeconds)
        else { throw Refusal.unknownValue }
        self.init(weight: Int(weight), pair: pair)
    }

    /// Seals the position for the caller.
    func sealed(_ turn: Turn) throws -> [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.appendBigEndian(turn.now.milliseconds)
        bytes.appendBigEndian(Int64(weight))
        bytes.append(pair.lower)
        bytes.append(pair.higher)
        return try turn.seal(cursor: bytes, context: Self.context)
    }
}
